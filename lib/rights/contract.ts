import { z } from 'zod'
import { roleSchema } from '@/lib/shared/actor'
import { systemPromptInput } from '@/lib/instructions/contract'
import { siteAddedSchema, siteWithdrawnSchema } from '@/lib/library/bundles/contract'
import { modelReleaseSchema, modelWithdrawalSchema } from '@/lib/release/contract'
import { rowId } from '@/lib/shared/ids'
import { person } from '@/lib/shared/person'
import { isPlainText } from '@/lib/shared/plain-text'

const id = rowId
const version = z.int().positive()
export const idParams = z.object({ id })

export const departmentSchema = z.object({
  id: z.string(),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
  /** Minutes without an action before a session of this department ends; null follows the policy. */
  idleMinutes: z.int().nullable(),
  version: z.int(),
})
/** Lines on a page of a list. */
export const LIST_PAGE = 50
/** What every list of the administration can be asked for; without a page it comes whole. */
const listFields = {
  search: z.string().trim().max(128).optional(),
  order: z.enum(['asc', 'desc']).default('asc'),
  page: z.coerce.number().int().min(1).max(10_000).optional(),
}
export const listDepartmentsQuery = z.strictObject({
  ...listFields,
  sort: z.enum(['code', 'nameZh', 'nameEn', 'idleMinutes']).default('code'),
})
export const listDepartmentsOutput = z.object({ departments: z.array(departmentSchema), total: z.int() })
export const departmentInput = z.strictObject({
  code: z
    .string()
    .trim()
    .min(1)
    .max(32)
    .regex(/^[\p{L}\p{N}_-]+$/u),
  nameZh: z.string().trim().min(1).max(64).refine(isPlainText),
  nameEn: z.string().trim().min(1).max(64).refine(isPlainText),
  idleMinutes: z.int().min(1).max(480).nullable(),
})
export const changeDepartmentInput = departmentInput.extend({ version })
export const versionInput = z.strictObject({ version })

const source = z.enum(['mapping', 'manual', 'delegation'])
const roleHeld = z.object({ role: roleSchema, departmentId: z.string().nullable(), source })

export const userSchema = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  departmentId: z.string().nullable(),
  disabled: z.boolean(),
  /** Who disabled the person: the directory, which also lifts it, or an admin. */
  disabledBy: z.enum(['directory', 'admin']).nullable(),
  lastSignInAt: z.iso.datetime().nullable(),
  liveSessions: z.int(),
  roles: z.array(roleHeld),
  version: z.int(),
})
export const USERS_PER_PAGE = 50
export const listUsersQuery = z.strictObject({
  search: z.string().trim().max(128).optional(),
  role: roleSchema.optional(),
  departmentId: id.optional(),
  state: z.enum(['enabled', 'disabled']).optional(),
  sort: z.enum(['username', 'displayName', 'lastSignInAt']).default('username'),
  order: z.enum(['asc', 'desc']).default('asc'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})
export const listUsersOutput = z.object({ users: z.array(userSchema), total: z.int() })

/** The whole set of manual roles of a person; roles from the directory mapping are not touched. */
export const changeRolesInput = z.strictObject({
  roles: z.array(z.strictObject({ role: roleSchema, departmentId: id.nullable() })).max(20),
  version,
})
export const changeUserStateInput = z.strictObject({ disabled: z.boolean(), version })

/** One right of one person and where it comes from. */
export const rightSchema = z.object({
  /** Id of a right. */
  permission: z.string(),
  role: roleSchema,
  departmentId: z.string().nullable(),
  source,
  /** Groups whose mapping gives the role; empty for other sources. */
  groups: z.array(z.string()),
  givenBy: person.nullable(),
  since: z.iso.datetime(),
  startsAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime().nullable(),
  inForce: z.boolean(),
})
export const personOutput = z.object({ user: userSchema, rights: z.array(rightSchema) })

export const listDelegationsQuery = z.strictObject({
  ...listFields,
  sort: z.enum(['endsAt', 'startsAt', 'person']).default('endsAt'),
})
export const delegationSchema = z.object({
  id: z.string(),
  to: person.extend({ username: z.string() }),
  from: person.nullable(),
  departmentId: z.string(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  inForce: z.boolean(),
})
export const listDelegationsOutput = z.object({
  delegations: z.array(delegationSchema),
  total: z.int(),
  /** Delegations that wait for a security admin. */
  waiting: z.array(
    z.object({
      id: z.string(),
      to: person,
      departmentId: z.string(),
      from: z.iso.date(),
      until: z.iso.date(),
      requestedBy: person,
    }),
  ),
  /** Departments the reader may lend the headship of. */
  departments: z.array(departmentSchema.pick({ id: true, nameZh: true, nameEn: true })),
})
export const delegateInput = z.strictObject({
  username: z.string().trim().min(1).max(128),
  departmentId: id,
  /** First and last day, in the hospital's time. */
  from: z.iso.date(),
  to: z.iso.date(),
})

export const mappingSchema = z.object({
  id: z.string(),
  groupDn: z.string(),
  role: roleSchema.nullable(),
  departmentId: z.string().nullable(),
  version: z.int(),
})
export const listMappingsQuery = z.strictObject({
  ...listFields,
  role: roleSchema.optional(),
  departmentId: id.optional(),
  sort: z.enum(['groupDn', 'role', 'department', 'createdAt']).default('groupDn'),
})
export const listMappingsOutput = z.object({ mappings: z.array(mappingSchema), total: z.int() })
export const mappingInput = z
  .strictObject({
    groupDn: z
      .string()
      .trim()
      .min(3)
      .max(512)
      .regex(/^[^\p{Cc}]+=[^\p{Cc}]+$/u),
    role: roleSchema.nullable(),
    departmentId: id.nullable(),
  })
  .refine(({ role, departmentId }) => role !== null || departmentId !== null, { path: ['role'] })
  .refine(({ role, departmentId }) => role !== 'department_head' || departmentId !== null, {
    path: ['departmentId'],
  })

export const changeMappingInput = z.strictObject({ version, mapping: mappingInput })

/** A change of rights or of what is sensitive, as it is asked for and, with four eyes, as it waits. */
export const changeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('policy'),
    key: z.string().max(40),
    value: z.unknown(),
    version: z.int().min(0),
  }),
  z.strictObject({ kind: z.literal('mapping_added'), mapping: mappingInput }),
  z.strictObject({ kind: z.literal('mapping_changed'), id, version, mapping: mappingInput }),
  z.strictObject({ kind: z.literal('mapping_removed'), id, version }),
  changeRolesInput.extend({ kind: z.literal('roles'), userId: id }),
  changeUserStateInput.extend({ kind: z.literal('user_state'), userId: id }),
  departmentInput.extend({ kind: z.literal('department_added') }),
  changeDepartmentInput.extend({ kind: z.literal('department_changed'), id }),
  versionInput.extend({ kind: z.literal('department_removed'), id }),
  delegateInput.omit({ username: true }).extend({ kind: z.literal('delegation'), userId: id }),
  z.strictObject({ kind: z.literal('delegation_ended'), id }),
  systemPromptInput.extend({ kind: z.literal('system_prompt') }),
  z.strictObject({ kind: z.literal('audit_export'), format: z.enum(['jsonl', 'csv']) }),
  modelReleaseSchema,
  modelWithdrawalSchema,
  siteAddedSchema,
  siteWithdrawnSchema,
])
export type Change = z.infer<typeof changeSchema>
/** `applied`: it holds. `pending`: it waits for a second person. */
export const changeOutput = z.object({ state: z.enum(['applied', 'pending']) })

export const CHANGE_STATES = ['pending', 'approved', 'rejected', 'withdrawn', 'expired'] as const
/** Why the reader may not decide: it is their own, concerns their rights, they are new to the right, or it is not theirs. */
const UNDECIDABLE = ['own', 'about_you', 'newcomer', 'not_yours'] as const
export const changeRequestSchema = z.object({
  id: z.string(),
  change: changeSchema,
  /** Whom it is about, with what they hold now; null when it is about no one person. */
  subject: person.extend({ username: z.string(), roles: z.array(roleHeld) }).nullable(),
  /** What it names by number alone, such as a mapping or a site, in words; null where there is nothing or it is gone. */
  named: z.string().nullable(),
  /** Who could decide now, at most five; empty for what was decided. */
  waitsFor: z.array(person),
  requestedBy: person,
  requestedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  state: z.enum(CHANGE_STATES),
  decidedBy: person.nullable(),
  decidedAt: z.iso.datetime().nullable(),
  used: z.boolean(),
  own: z.boolean(),
  /** Whether the reader may approve or reject it. */
  decidable: z.boolean(),
  /** Why not, while it waits. */
  undecidable: z.enum(UNDECIDABLE).nullable(),
})
export const listChangesQuery = z.strictObject({
  state: z.enum(CHANGE_STATES).optional(),
  /** Part of the name or user name of who asked. */
  search: listFields.search,
  sort: z.enum(['requestedAt', 'kind', 'state']).default('requestedAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})
/** How far rights are protected, so that the page can say it plainly. */
export const protectionSchema = z.object({
  fourEyes: z.boolean(),
  separation: z.boolean(),
  /** Whether people come from a hospital's directory, where both are on by themselves as soon as they can be. */
  hospital: z.boolean(),
  /** Security admins who may approve now, and how long one must hold the right for it. */
  approvers: z.int(),
  newcomerHours: z.int(),
  /** People with more than one administrative role, who keep separation from coming on by itself. */
  severalRoles: z.int(),
})
export const listChangesOutput = z.object({
  enabled: z.boolean(),
  protection: protectionSchema,
  changes: z.array(changeRequestSchema),
  total: z.int(),
})
export const decideInput = z.strictObject({ decision: z.enum(['approve', 'reject', 'withdraw']) })
export const requestExportInput = z.strictObject({ format: z.enum(['jsonl', 'csv']) })

export const policyValue = z.record(
  z.string(),
  z.union([z.number(), z.boolean(), z.string(), z.array(z.string())]),
)
export const policySchema = z.object({
  key: z.string(),
  value: policyValue,
  defaults: policyValue,
  /** 0 while nobody has set it. */
  version: z.int(),
  updatedAt: z.iso.datetime().nullable(),
  updatedBy: person.nullable(),
})
export const listPoliciesOutput = z.object({ policies: z.array(policySchema) })
export const changePolicyInput = z.strictObject({ value: z.unknown(), version: z.int().min(0) })

export type User = z.infer<typeof userSchema>
export type Department = z.infer<typeof departmentSchema>
export type Mapping = z.infer<typeof mappingSchema>
export type Policy = z.infer<typeof policySchema>
export type ChangeRequest = z.infer<typeof changeRequestSchema>
export type Delegation = z.infer<typeof delegationSchema>
export type Right = z.infer<typeof rightSchema>
