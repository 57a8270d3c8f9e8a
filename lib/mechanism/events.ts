import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'

/** Drawings and their presentations. */
export const mechanismEvents = defineEvents({
  'mechanism.started': null,
  'mechanism.finished': z
    .strictObject({ added: f.count.optional(), dropped: f.count.optional(), code: f.errorCode.optional() })
    .optional(),
  'presentation.started': z.strictObject({ minutes: f.count }),
  'presentation.ended': z
    .strictObject({
      reason: z.enum(['replaced', 'time_over', 'ended', 'session_ended', 'shutting_down']),
      seconds: z.int(),
    })
    .optional(),
})
