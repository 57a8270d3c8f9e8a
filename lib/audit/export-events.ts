import 'server-only'
import type { AuditRecord } from '@/lib/audit/contract'
import { RECORD_COLUMNS, toAuditRecord } from '@/lib/audit/record-columns'
import { db } from '@/lib/db/client'

const PAGE = 500
const BOM = '\uFEFF'
/** First characters that make a spreadsheet read a cell as a formula, their full-width forms included. */
const FORMULA_START = /^[=+\-@\t\r＝＋－＠]/

/** One CSV cell after RFC 4180, with a leading apostrophe where a spreadsheet would run it as a formula. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  const text = typeof value === 'string' && FORMULA_START.test(value) ? `'${value}` : String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const FORMATS = {
  jsonl: {
    type: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (record: AuditRecord) => `${JSON.stringify(record)}\n`,
  },
  csv: {
    type: 'text/csv; charset=utf-8',
    head: `${BOM}${RECORD_COLUMNS.join(',')}\r\n`,
    line: (record: AuditRecord) => `${RECORD_COLUMNS.map((name) => csvCell(record[name])).join(',')}\r\n`,
  },
} as const

async function* pages(format: keyof typeof FORMATS): AsyncGenerator<Uint8Array> {
  const { head, line } = FORMATS[format]
  const encoder = new TextEncoder()
  if (head) yield encoder.encode(head)
  const client = await db()
  for (let after = 0; ;) {
    const rows = await client.auditEvent.findMany({
      where: { id: { gt: after } },
      orderBy: { id: 'asc' },
      take: PAGE,
    })
    if (rows.length > 0) yield encoder.encode(rows.map((row) => line(toAuditRecord(row))).join(''))
    if (rows.length < PAGE) return
    after = rows.at(-1)?.id ?? after
  }
}

/** The whole trail, oldest first, as a file download that is read from the database page by page. */
export function exportEvents(format: keyof typeof FORMATS): Response {
  const source = pages(format)
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await source.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value)
    },
    async cancel() {
      await source.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'Content-Type': FORMATS[format].type,
      'Content-Disposition': `attachment; filename="innerward-audit.${format}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
