import 'server-only'
import type { Actor } from '@/lib/auth/permissions'
import { csvCell, CSV_BOM } from '@/lib/shared/csv'
import type { UsageOutput, UsageQuery } from '@/lib/usage/contract'
import { summariseUsage } from '@/lib/usage/summarise-usage'

const COLUMNS = [
  'key',
  'questions',
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

/** The figures of `summariseUsage` as a CSV file; it throws what that throws. */
export async function exportUsage(
  query: UsageQuery,
  reader: { actor: Actor; requestId: string },
): Promise<Response> {
  const { rows, from, to } = await summariseUsage(query, reader)
  const lines = rows.map((row) => COLUMNS.map((name) => csvCell(row[name])).join(','))
  return new Response(`${CSV_BOM}${[COLUMNS.join(','), ...lines, ''].join('\r\n')}`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="innerward-usage-${from}-${to}.csv"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
