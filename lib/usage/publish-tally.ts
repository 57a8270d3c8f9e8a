import type { UsageFigures, UsageOutput, UsageRow } from '@/lib/usage/contract'
import type { Durations } from '@/lib/usage/durations'
import type { RowTally, Tally } from '@/lib/usage/tally-runs'

/** What can be told of a period, before it is put beside its frame. */
export interface Published {
  figures: UsageFigures
  days: ReadonlyMap<string, number | null>
  heat: ReadonlyMap<string, number | null>
  templates: ReadonlyMap<string, number | null>
  rows: UsageRow[]
  suppressedRows: number
  withheldMonths: number
}

/** Median and 95th percentile. */
export const spreadOf = (durations: Durations): UsageOutput['timings']['queueMs'] => ({
  p50: durations.percentile(0.5),
  p95: durations.percentile(0.95),
})

/** By key, in the order of the keys. */
export const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1)

function toRow(key: string, row: RowTally, isDoctor: boolean): UsageRow {
  const count = (outcome: Parameters<typeof row.outcomes.get>[0]) => row.outcomes.get(outcome) ?? 0
  return {
    key: isDoctor ? row.name : key,
    doctorId: isDoctor ? key : null,
    questions: row.questions,
    doctors: row.doctors.size,
    complete: count('complete'),
    stopped: count('stopped'),
    truncated: count('truncated'),
    repeated: count('repeated'),
    failed: count('failed'),
    answerTokens: row.answerTokens,
    medianFirstTokenMs: row.firstToken.percentile(0.5),
    p95FirstTokenMs: row.firstToken.percentile(0.95),
    medianQueueMs: row.queue.percentile(0.5),
    p95QueueMs: row.queue.percentile(0.95),
  }
}

function figuresOf(tally: Tally): UsageFigures {
  const { total, outcomes, reviewed, rules, acknowledged, missing } = tally
  const all = ({ part, rest }: Tally['reviewed']) => part.questions + rest.questions
  return {
    totals: { questions: total.questions, doctors: total.doctors.size, answerTokens: total.answerTokens },
    outcomes: Object.fromEntries(
      [...outcomes].map(([name, { questions }]) => [name, questions]),
    ) as UsageFigures['outcomes'],
    timings: { queueMs: spreadOf(total.queue), firstTokenMs: spreadOf(total.firstToken) },
    review: {
      recorded: all(reviewed),
      runs: reviewed.part.questions,
      rules: [...rules]
        .map(([rule, { findings, runs }]) => ({ rule, findings, runs: runs.questions }))
        .sort((a, b) => b.findings - a.findings || (a.rule < b.rule ? -1 : 1)),
    },
    acknowledgement: { asked: all(acknowledged), acknowledged: acknowledged.part.questions },
    missingFacts: { recorded: all(missing), runs: missing.part.questions },
    withheld: false,
  }
}

const counts = (cells: Tally['days']) => new Map([...cells].map(([key, { questions }]) => [key, questions]))

/** Everything of a tally, where single people may be shown. `isDoctor`: its rows are doctors. */
export function publishOpenly(tally: Tally, isDoctor: boolean): Published {
  return {
    figures: figuresOf(tally),
    days: counts(tally.days),
    heat: counts(tally.heat),
    templates: counts(tally.templates),
    rows: [...tally.rows].map(([key, row]) => toRow(key, row, isDoctor)).sort(byKey),
    suppressedRows: 0,
    withheldMonths: 0,
  }
}
