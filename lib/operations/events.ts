import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'

/** Empty while no model is loaded. */
const modelHash = f.sha256.or(z.literal(''))

/** The directory that was tried and the model that was changed. */
export const operationsEvents = defineEvents({
  'directory.tested': z.strictObject({ nameHmac: f.keyedHash.nullable(), ...f.asked }),
  'model.changed': z.strictObject({
    file: f.name(),
    result: z.enum(['requested', 'changed', 'rolled_back', 'failed', 'altered']),
    before: modelHash.optional(),
    after: modelHash.optional(),
  }),
})
