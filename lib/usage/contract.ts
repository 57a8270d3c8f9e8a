import { z } from 'zod'

/** What figures can be grouped by; hours and weekdays are those of Asia/Shanghai. */
export const USAGE_GROUPS = ['day', 'hour', 'weekday', 'template', 'doctor'] as const
export const usageQuery = z.strictObject({
  department: z.string().max(64).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  groupBy: z.enum(USAGE_GROUPS).default('day'),
})
export type UsageQuery = z.infer<typeof usageQuery>

const usageRow = z.object({
  /** ISO date, hour 00–23, weekday 1 (Monday) to 7, template version, or display name. */
  key: z.string(),
  questions: z.int(),
  complete: z.int(),
  stopped: z.int(),
  truncated: z.int(),
  repeated: z.int(),
  failed: z.int(),
  answerTokens: z.int(),
  medianFirstTokenMs: z.int().nullable(),
  p95FirstTokenMs: z.int().nullable(),
  medianQueueMs: z.int().nullable(),
  p95QueueMs: z.int().nullable(),
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
  /** Rows left out because too few doctors stand behind them; 0 where single people may be shown. */
  suppressedRows: z.int(),
  /** True when even the totals come from too few doctors: they are 0 then, and mean nothing. */
  withheld: z.boolean(),
  /** Whether the reader may group by doctor. */
  showPeople: z.boolean(),
  smallestGroup: z.int(),
})
export type UsageOutput = z.infer<typeof usageOutput>
