import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'
import { OVERRIDE_REASONS } from '@/lib/medication/contract'

/** Version of the medication tables that were asked: the portal's own, and of the hospital's rows on top. */
const tablesVersion = z.string().regex(/^[0-9][0-9a-z.+-]{0,31}$/)

/** Drugs that were checked, and orders kept against a warning: counts, rows and reasons. */
export const medicationEvents = defineEvents({
  'medication.checked': z.strictObject({
    drugs: f.count,
    tables: tablesVersion.optional(),
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
    tables: tablesVersion,
  }),
})
