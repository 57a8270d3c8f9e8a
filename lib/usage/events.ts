import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'

const usage = {
  groupBy: z.enum(['day', 'month', 'hour', 'weekday', 'template', 'department', 'doctor']),
  department: f.resolvedId.nullable(),
  doctor: f.resolvedId.nullable(),
  from: f.day.nullable(),
  to: f.day.nullable(),
  ...f.asked,
}

/** Who read the figures of use. */
export const usageEvents = defineEvents({
  'usage.viewed': z.strictObject({
    ...usage,
    compare: z.enum(['none', 'previous', 'chosen']),
    rows: f.count.optional(),
  }),
  'usage.exported': z.strictObject({ ...usage, sheet: z.enum(['rows', 'figures']) }),
})
