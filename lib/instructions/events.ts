import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'

/** The instructions that were tried. */
export const instructionsEvents = defineEvents({
  /** The instructions that were tried are kept nowhere: a keyed hash tells whether two trials were of the same text. */
  'system_prompt.tried': z.strictObject({
    textHmac: f.keyedHash,
    case: z.enum(['chest_pain', 'hyperkalaemia', 'missing_facts']),
    locale: z.enum(['zh-CN', 'en']),
  }),
})
