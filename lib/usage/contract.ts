import { z } from 'zod'
import { rowId } from '@/lib/shared/ids'

/** What figures can be grouped by; days, hours, weekdays and months are those of Asia/Shanghai. */
export const USAGE_GROUPS = ['day', 'month', 'hour', 'weekday', 'template', 'department', 'doctor'] as const
export const USAGE_COMPARISONS = ['none', 'previous', 'chosen'] as const

const fields = {
  department: rowId.optional(),
  /** One person's figures, by id, where the policy lets people be shown. */
  doctor: rowId.optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  groupBy: z.enum(USAGE_GROUPS).default('day'),
  compare: z.enum(USAGE_COMPARISONS).default('none'),
  /** The period to compare with when `compare` is `chosen`. */
  compareFrom: z.iso.date().optional(),
  compareTo: z.iso.date().optional(),
}
export const usageQuery = z.strictObject(fields)
export type UsageQuery = z.infer<typeof usageQuery>
/** `rows`: one line a group. `figures`: every figure of the page, one a line. */
export const exportUsageQuery = z.strictObject({
  ...fields,
  sheet: z.enum(['rows', 'figures']).default('rows'),
})
export type ExportUsageQuery = z.infer<typeof exportUsageQuery>

/** How a question ended; `refused` ones were never put to the model and are not among the questions. */
export const USAGE_OUTCOMES = ['complete', 'stopped', 'truncated', 'repeated', 'failed', 'refused'] as const
export type UsageOutcome = (typeof USAGE_OUTCOMES)[number]

/** A count, or null where too few doctors stand behind it to show it. */
const count = z.int().nullable()
const spread = z.object({ p50: z.int().nullable(), p95: z.int().nullable() })

const usageRow = z.object({
  /** ISO date, month, hour 00–23, weekday 1 (Monday) to 7, template id ("" without one), department id, or name. */
  key: z.string(),
  /** The doctor's id where rows are doctors, else null. */
  doctorId: z.string().nullable(),
  questions: z.int(),
  doctors: z.int(),
  complete: count,
  stopped: count,
  truncated: count,
  repeated: count,
  failed: count,
  answerTokens: count,
  medianFirstTokenMs: z.int().nullable(),
  p95FirstTokenMs: z.int().nullable(),
  medianQueueMs: z.int().nullable(),
  p95QueueMs: z.int().nullable(),
})
export type UsageRow = z.infer<typeof usageRow>

/** The figures of one period. */
const figures = {
  totals: z.object({ questions: z.int(), doctors: z.int(), answerTokens: z.int() }),
  outcomes: z.record(z.enum(USAGE_OUTCOMES), count),
  timings: z.object({ queueMs: spread, firstTokenMs: spread }),
  /** `recorded`: answers whose review was recorded; `runs`: those of them with a finding. */
  review: z.object({
    recorded: z.int(),
    runs: count,
    rules: z.array(z.object({ rule: z.string(), findings: count, runs: count })),
  }),
  /** `asked`: answers that ask to be acknowledged; `acknowledged`: those that were. */
  acknowledgement: z.object({ asked: z.int(), acknowledged: count }),
  /** `recorded`: questions whose missing facts were counted; `runs`: those that lacked any. */
  missingFacts: z.object({ recorded: z.int(), runs: count }),
  /** True when even the totals come from too few doctors: they are 0 then, and mean nothing. */
  withheld: z.boolean(),
}
const figuresSchema = z.object(figures)
export type UsageFigures = z.infer<typeof figuresSchema>

export const usageOutput = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  /** `months` where people may not be shown: figures then come in whole months that are over. */
  periods: z.enum(['days', 'months']),
  /** The departments the reader may choose from. */
  departments: z.array(z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() })),
  /** The departments these figures cover. */
  covered: z.array(z.string()),
  person: z.object({ id: z.string(), displayName: z.string() }).nullable(),
  ...figures,
  /** Every day of the period. */
  days: z.array(z.object({ day: z.iso.date(), questions: count })),
  /** Cells in which something was asked. */
  heat: z.array(z.object({ weekday: z.int(), hour: z.int(), questions: count })),
  /** By template id, "" for questions without one, the most used first. Personal and removed ones have no name. */
  templates: z.array(z.object({ template: z.string(), name: z.string().nullable(), questions: count })),
  rows: z.array(usageRow),
  /** Rows left out because too few doctors stand behind them; 0 where single people may be shown. */
  suppressedRows: z.int(),
  /** Department months left out of everything because too few doctors stand behind them. */
  withheldMonths: z.int(),
  comparison: figuresSchema.extend({ from: z.iso.date(), to: z.iso.date() }).nullable(),
  /** Whether the reader may see single doctors. */
  showPeople: z.boolean(),
  smallestGroup: z.int(),
})
export type UsageOutput = z.infer<typeof usageOutput>
