import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'

const refusal = z.strictObject({ code: f.errorCode })

/** What the gate to the model refused. */
export const inferenceEvents = defineEvents({
  'consult.refused': refusal,
})
