import { z } from 'zod'
import { ROLES } from '@/lib/shared/actor'
import { policyKeySchema } from '@/lib/policies/contract'
import * as f from './fields'

const SCOPES = ['personal', 'department', 'hospital'] as const
const DECISIONS = ['approved', 'rejected', 'withdrawn'] as const

const mapping = z
  .strictObject({
    group: f.name(512),
    role: f.stored(ROLES).nullable(),
    departmentId: f.rowId.nullable(),
  })
  .nullable()

const department = z
  .strictObject({
    code: f.name(32),
    nameZh: f.name(64),
    nameEn: f.name(64),
    idleMinutes: f.count.nullable(),
  })
  .nullable()

/** `name=value` of a policy: numbers, flags, words of a closed list, ids of rules, or the keyed hash of a text. */
const policyPairs = z
  .array(
    z
      .string()
      .regex(
        /^[A-Za-z]{1,40}=(?:-?\d{1,12}|[a-z0-9_]{0,40}(?:,[a-z0-9_]{1,40}){0,99}|[0-9a-f]{8}:[0-9a-f]{64})$/,
      ),
  )
  .max(40)

/** Empty while no model is loaded. */
const modelHash = f.sha256.or(z.literal(''))

const ofUser = z.strictObject({ userId: f.rowId })
const changeKind = f.stored([
  'policy',
  'mapping_added',
  'mapping_changed',
  'mapping_removed',
  'roles',
  'user_state',
  'department_added',
  'department_changed',
  'department_removed',
  'delegation',
  'delegation_ended',
  'system_prompt',
  'audit_export',
  'model_release',
  'model_withdrawal',
])

/** Administration: rights, policies, instructions, models and templates. */
export const ADMIN_EVENTS = {
  'admin.viewed': z.strictObject({
    what: z.enum([
      'approvals',
      'backups',
      'delegations',
      'directory',
      'mappings',
      'policies',
      'rights',
      'sessions',
      'system',
      'system_prompt',
      'users',
    ]),
    userId: f.resolvedId.optional(),
    ...f.asked,
  }),
  'roles.delegated': z.strictObject({
    userId: f.rowId,
    departmentId: f.rowId,
    startsAt: f.moment,
    endsAt: f.moment,
  }),
  'roles.delegation_ended': z.strictObject({
    userId: f.rowId,
    departmentId: f.rowId,
    reason: z.enum(['ended', 'over']),
  }),
  'user.disabled': ofUser,
  'user.enabled': ofUser,
  'mapping.changed': z.strictObject({ before: mapping, after: mapping }),
  'department.changed': z.strictObject({ before: department, after: department }),
  'policy.changed': z.strictObject({ key: policyKeySchema, before: policyPairs, after: policyPairs }),
  'change.requested': z.strictObject({
    changeId: f.rowId,
    kind: changeKind,
    binding: f.sha256.optional(),
  }),
  'change.decided': z.strictObject({
    changeId: f.rowId,
    kind: changeKind,
    decision: z.enum(DECISIONS),
    requestedById: f.rowId,
  }),
  'template.changed': z.strictObject({
    scope: f.stored(SCOPES),
    templateId: f.rowId.optional(),
    departmentId: f.rowId.nullable().optional(),
    version: f.count.optional(),
    sha256: f.sha256.optional(),
    proposalId: f.rowId.optional(),
    templateIds: z.array(f.rowId).max(1000).optional(),
    builtIn: z.literal(true).optional(),
  }),
  'template.proposed': z.strictObject({
    proposalId: f.rowId,
    scope: f.stored(SCOPES),
    departmentId: f.rowId.nullable(),
    templateId: f.rowId.nullable(),
    sha256: f.sha256,
  }),
  'template.decided': z.strictObject({
    proposalId: f.rowId,
    decision: z.enum(DECISIONS),
    requestedById: f.rowId,
  }),
  'template.deprecated': z.strictObject({
    templateId: f.rowId,
    scope: f.stored(SCOPES),
    deprecated: z.boolean(),
  }),
  'template.removed': z.strictObject({ templateId: f.rowId, scope: f.stored(SCOPES), versions: f.count }),
  'template.exported': z.strictObject({ count: f.count, templateIds: z.array(f.rowId).max(1000) }),
  'template.imported': z.strictObject({ added: f.count, replaced: f.count }),
  'system_prompt.changed': z.strictObject({
    before: f.ruleId,
    version: f.ruleId,
    sha256Zh: f.sha256,
    sha256En: f.sha256,
  }),
  /** The instructions that were tried are kept nowhere: a keyed hash tells whether two trials were of the same text. */
  'system_prompt.tried': z.strictObject({
    textHmac: f.keyedHash,
    case: z.enum(['chest_pain', 'hyperkalaemia', 'missing_facts']),
    locale: z.enum(['zh-CN', 'en']),
  }),
  'model.changed': z.strictObject({
    file: f.name(),
    result: z.enum(['requested', 'changed', 'rolled_back', 'failed', 'altered']),
    before: modelHash.optional(),
    after: modelHash.optional(),
  }),
  'model.released': z.strictObject({ binding: f.sha256, evaluation: f.sha256 }),
  'model.release_withdrawn': z.strictObject({ binding: f.sha256 }),
} as const
