import 'server-only'
import type { Actor } from '@/lib/shared/actor'
import { csvCell, CSV_BOM } from '@/lib/shared/csv'
import type { ExportUsageQuery, UsageFigures, UsageOutput } from '@/lib/usage/contract'
import { summariseUsage } from '@/lib/usage/summarise-usage'

const COLUMNS = [
  'key',
  'questions',
  'doctors',
  'complete',
  'stopped',
  'truncated',
  'repeated',
  'failed',
  'answerTokens',
  'medianFirstTokenMs',
  'p95FirstTokenMs',
  'medianQueueMs',
  'p95QueueMs',
] as const satisfies readonly (keyof UsageOutput['rows'][number])[]

type Value = string | number | null
type Line = readonly Value[]

const rowLines = ({ rows }: UsageOutput): Line[] => [
  COLUMNS,
  ...rows.map((row) => COLUMNS.map((name) => row[name])),
]

/** The figures of one period as `period, figure, key, value`. */
function figureLines(period: string, figures: UsageFigures): Line[] {
  const { totals, outcomes, timings, review, acknowledgement, missingFacts } = figures
  const of = (figure: string, values: Readonly<Record<string, Value>>): Line[] =>
    Object.entries(values).map(([key, value]) => [period, figure, key, value])
  return [
    ...of('total', totals),
    ...of('outcome', outcomes),
    ...of('queueMs', timings.queueMs),
    ...of('firstTokenMs', timings.firstTokenMs),
    ...of('review', { recorded: review.recorded, runsWithFindings: review.runs }),
    ...review.rules.flatMap(({ rule, findings, runs }) => [
      [period, 'findings', rule, findings],
      [period, 'runsWithFinding', rule, runs],
    ]),
    ...of('acknowledgement', acknowledgement),
    ...of('missingFacts', { recorded: missingFacts.recorded, runsWithMissing: missingFacts.runs }),
  ]
}

function everyFigure(usage: UsageOutput): Line[] {
  const period = `${usage.from}/${usage.to}`
  const { comparison, days, heat, templates } = usage
  return [
    ['period', 'figure', 'key', 'value'],
    ...figureLines(period, usage),
    ...days.map(({ day, questions }) => [period, 'day', day, questions]),
    ...heat.map(({ weekday, hour, questions }) => [period, 'weekdayHour', `${weekday}-${hour}`, questions]),
    ...templates.map(({ template, questions }) => [period, 'template', template, questions]),
    ...(comparison ? figureLines(`${comparison.from}/${comparison.to}`, comparison) : []),
  ]
}

/** The figures of `summariseUsage` as a CSV file, an empty cell for what is not shown; it throws what that throws. */
export async function exportUsage(
  { sheet, ...query }: ExportUsageQuery,
  reader: { actor: Actor; requestId: string },
): Promise<Response> {
  const usage = await summariseUsage(query, reader)
  const lines = sheet === 'rows' ? rowLines(usage) : everyFigure(usage)
  const text = lines.map((line) => line.map(csvCell).join(','))
  return new Response(`${CSV_BOM}${[...text, ''].join('\r\n')}`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="innerward-usage-${usage.from}-${usage.to}.csv"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
