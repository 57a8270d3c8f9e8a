import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'
import { OVERRIDE_REASONS, SWITCH_REASONS } from '@/lib/medication/contract'

/** Drugs that were checked, orders kept against a warning, and the hospital's tables: counts, rows, versions and reasons. */
export const medicationEvents = defineEvents({
  'medication.checked': z.strictObject({
    drugs: f.count,
    tables: f.tablesVersion.optional(),
    unknown: f.count.optional(),
    contraindicated: f.count.optional(),
    serious: f.count.optional(),
    caution: f.count.optional(),
    note: f.count.optional(),
    ...f.asked,
  }),
  'medication.overridden': z.strictObject({
    row: f.ruleId,
    reason: z.enum(OVERRIDE_REASONS),
    tables: f.tablesVersion,
  }),
  'medication.proposed': z.strictObject({ version: f.count, sha256: f.sha256, rows: f.count }),
  'medication.decided': z.strictObject({
    version: f.count,
    sha256: f.sha256,
    decision: z.enum(['approved', 'rejected']),
    requestedById: f.rowId,
  }),
  'medication.row_switched': z.strictObject({
    row: f.ruleId,
    off: z.boolean(),
    reason: f.stored(SWITCH_REASONS),
  }),
})
