import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'

const SCOPES = ['personal', 'department', 'hospital'] as const

const DECISIONS = ['approved', 'rejected', 'withdrawn'] as const

/** Templates and who decided on them. */
export const templatesEvents = defineEvents({
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
})
