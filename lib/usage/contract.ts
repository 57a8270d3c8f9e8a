import { z } from 'zod'

export const usageQuery = z.strictObject({
  department: z.string().max(64).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  groupBy: z.enum(['day', 'doctor']).default('day'),
})
export type UsageQuery = z.infer<typeof usageQuery>

const usageRow = z.object({
  /** ISO date for groupBy=day, display name for groupBy=doctor. */
  key: z.string(),
  questions: z.int(),
  complete: z.int(),
  stopped: z.int(),
  truncated: z.int(),
  repeated: z.int(),
  failed: z.int(),
  answerTokens: z.int(),
  medianFirstTokenMs: z.int().nullable(),
})

export const usageOutput = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** The departments the reader may choose from. */
  departments: z.array(z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() })),
  /** The departments these figures cover. */
  covered: z.array(z.string()),
  totals: z.object({ questions: z.int(), doctors: z.int(), answerTokens: z.int() }),
  rows: z.array(usageRow),
})
export type UsageOutput = z.infer<typeof usageOutput>
