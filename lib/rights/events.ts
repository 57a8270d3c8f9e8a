import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'
import { ROLES, roleSchema } from '@/lib/shared/actor'

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
  'library_site_added',
  'library_site_withdrawn',
])

/** People, roles, mappings, departments, policies, instructions and releases, and who decided on a change of them. */
export const rightsEvents = defineEvents({
  'directory.previewed': z.strictObject({
    change: z.enum(['mapping_added', 'mapping_changed', 'mapping_removed']).nullable(),
    mappingId: f.resolvedId.nullable(),
    /** The group that was tried, which need not be a real one. */
    groupHmac: f.keyedHash.nullable(),
    role: roleSchema.nullable(),
    toDepartmentId: f.resolvedId.nullable(),
    show: z.enum(['affected', 'added', 'changed', 'removed', 'all']),
    page: f.count,
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
  'policy.changed': z.strictObject({ key: f.policyKey, before: policyPairs, after: policyPairs }),
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
  'system_prompt.changed': z.strictObject({
    before: f.ruleId,
    version: f.ruleId,
    sha256Zh: f.sha256,
    sha256En: f.sha256,
  }),
  'model.released': z.strictObject({ binding: f.sha256, evaluation: f.sha256 }),
  'site.added': z.strictObject({ siteId: f.rowId, fingerprint: f.sha256 }),
  'site.withdrawn': z.strictObject({ siteId: f.rowId }),
  'model.release_withdrawn': z.strictObject({ binding: f.sha256 }),
})
