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
])
export type TriedChange = z.infer<typeof tryChangeInput>

/** What is counted. A count of nothing is told as well: that nobody is affected is what one wants to know. */
export const CONSEQUENCES = [
  'signed_in',
  'at_work',
  'everybody_signed_in',
  'sessions_end',
  'sessions_lock',
  'records_pruned',
  'several_roles',
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
