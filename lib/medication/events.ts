import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'
import { OVERRIDE_REASONS } from '@/lib/medication/contract'

/** Drugs that were checked, and orders kept against a warning: counts, rows and reasons. */
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
})
