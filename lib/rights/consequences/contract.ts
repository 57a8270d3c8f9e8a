import { z } from 'zod'
import {
  changePolicyInput,
  changeRolesInput,
  changeUserStateInput,
  delegateInput,
} from '@/lib/rights/contract'
import { roleSchema } from '@/lib/shared/actor'
import { rowId } from '@/lib/shared/ids'

/** What is only tried out: the same that the change itself takes, and for a model nothing but that it is changed. */
export const tryChangeInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('roles'), userId: rowId, roles: changeRolesInput.shape.roles }),
  z.strictObject({
    kind: z.literal('user_state'),
    userId: rowId,
    disabled: changeUserStateInput.shape.disabled,
  }),
  z.strictObject({ kind: z.literal('sessions_ended'), userId: rowId }),
  z.strictObject({ kind: z.literal('delegation'), ...delegateInput.shape }),
  z.strictObject({ kind: z.literal('delegation_ended'), id: rowId }),
  z.strictObject({
    kind: z.literal('policy'),
    key: z.string().max(40),
    value: changePolicyInput.shape.value,
  }),
  z.strictObject({ kind: z.literal('edition_retired'), id: rowId }),
  z.strictObject({ kind: z.literal('site_withdrawn'), id: rowId }),
])
export type TriedChange = z.infer<typeof tryChangeInput>

/**
 * Policies whose change is felt by people at once or cannot be taken back: sessions end, somebody is kept out, records or warnings go, or
 * the model is told something else. What would follow is counted and shown before they are saved.
 */
export const COUNTED_POLICIES = [
  'sessions',
  'directory',
  'recheck',
  'audit',
  'fourEyes',
  'separation',
  'approvals',
  'confirmation',
  'privacyGuard',
  'sources',
  'review',
  'redFlags',
  'limits',
  'rounds',
  'batch',
] as const
/** Policies that are saved at once and can be taken back: nobody loses anything by them that the next change does not give again. */
export const UNDONE_POLICIES = [
  'notices',
  'hospital',
  'usage',
  'templates',
  'library',
  'readers',
  'codes',
] as const

/** Days of the trail that are looked back over where a change is judged by what it would have done. */
export const LOOKED_BACK_DAYS = 30

/** What is counted. A count of nothing is told as well: that nobody is affected is what one wants to know. */
export const CONSEQUENCES = [
  'signed_in',
  'at_work',
  'everybody_signed_in',
  'admins_signed_in',
  'sessions_end',
  'sessions_lock',
  'sessions_over',
  'directory_silent',
  'people_missing',
  'records_pruned',
  'several_roles',
  'approvers',
  'approvers_lost',
  'changes_waiting',
  'people_lose_batch',
  'people_over_limit',
  'people_over_rounds',
  'questions_masked',
  'questions_refused',
  'documents_offered',
  'answers_unsourced',
  'warnings_gone',
  'passages_withdrawn',
  'templates_naming',
  'documents_kept',
] as const

export const consequencesOutput = z.object({
  /** Whom it is about; null where it is everybody. */
  person: z.object({ displayName: z.string(), username: z.string() }).nullable(),
  gains: z.array(z.object({ role: roleSchema, departmentId: z.string().nullable() })),
  loses: z.array(z.object({ role: roleSchema, departmentId: z.string().nullable() })),
  counts: z.array(z.object({ what: z.enum(CONSEQUENCES), count: z.int() })),
})
export type Consequences = z.infer<typeof consequencesOutput>

export const findPeopleQuery = z.strictObject({ search: z.string().trim().min(1).max(64) })
/** Some people who may be meant; never all. */
export const findPeopleOutput = z.object({
  people: z.array(
    z.object({ username: z.string(), displayName: z.string(), departmentId: z.string().nullable() }),
  ),
})
