import { z } from 'zod'
import { spanSchema } from '@/lib/clinical/contract'
import { localeSchema } from '@/lib/shared/locale-schema'

const textSchema = z.record(localeSchema, z.string())
const sourceSchema = z.object({ title: z.string(), year: z.int() })

/** A danger that the case itself shows, whatever the model answers. */
export const redFlagSchema = z.object({
  /** Rule of `rules/index.json`. */
  id: z.string(),
  name: textSchema,
  severity: z.enum(['emergency', 'urgent']),
  /** What to do first. */
  action: textSchema,
  source: sourceSchema,
  /** The words of the case that raise it; spans are in the text that was read. */
  evidence: z.array(spanSchema),
  /** Rows of a table, for the rules on drugs. */
  details: z.array(z.object({ text: textSchema, source: sourceSchema })),
})
export type RedFlag = z.infer<typeof redFlagSchema>
