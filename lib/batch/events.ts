import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'

const refusal = z.strictObject({ code: f.errorCode })

/** Batches of documents: counts and codes. */
export const batchEvents = defineEvents({
  'batch.started': z
    .strictObject({ documents: f.count, problems: f.count, masked: f.count, useModel: z.boolean() })
    .optional(),
  'batch.finished': z
    .strictObject({ documents: f.count, done: f.count, failed: f.count, values: f.count })
    .optional(),
  'batch.exported': z.strictObject({
    format: z.enum(['csv', 'xlsx', 'fhir', 'totals']),
    rows: f.count,
    values: f.count,
    which: z.enum(['all', 'accepted']),
  }),
  'batch.wiped': z.strictObject({
    reason: z.enum(['owner', 'session_ended', 'untouched', 'exported', 'replaced']),
    documents: f.count,
  }),
  'batch.refused': refusal,
})
