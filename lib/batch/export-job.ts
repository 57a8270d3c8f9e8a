import 'server-only'
import type { z } from 'zod'
import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import { contentHash } from '@/lib/audit/content-hash'
import { recordAlone } from '@/lib/audit/record-event'
import { batchEvents } from '@/lib/batch/events'
import { batch } from '@/lib/batch/feature'
import type { Actor } from '@/lib/shared/actor'
import { ownedJob, type StoredJob, type StoredRow } from '@/lib/batch/batch-store'
import type { exportJobQuery } from '@/lib/batch/contract'
import { toBundle } from '@/lib/batch/to-bundle'
import { rowsOf, totalOf } from '@/lib/batch/total-rows'
import { writeTotals } from '@/lib/batch/write-totals'
import { AppError } from '@/lib/errors/app-error'
import { csvCell, CSV_BOM } from '@/lib/shared/csv'

const COLUMNS = [
  'document',
  'field',
  'name',
  'code',
  'code_system',
  'dose',
  'route',
  'frequency',
  'value',
  'unit',
  'flag',
  'source_words',
  'origin',
  'accepted',
  'missing_parts',
] as const
type Line = Record<(typeof COLUMNS)[number], string>

/** One line a value; a document without values has one line, so that it is not lost. */
function linesOf({ name, values, accepted, missing }: StoredRow): Line[] {
  const shared = { document: name, accepted: accepted ? 'yes' : 'no', missing_parts: missing.join(' ') }
  const blank = Object.fromEntries(COLUMNS.map((column) => [column, ''])) as Line
  if (values.length === 0) return [{ ...blank, ...shared }]
  return values.map((value) => ({
    ...blank,
    ...shared,
    field: value.field,
    name: value.name,
    code: value.code ?? '',
    code_system: value.codeSystem ?? '',
    dose: value.dose ?? '',
    route: value.route ?? '',
    frequency: value.frequency ?? '',
    value: value.value ?? '',
    unit: value.unit ?? '',
    flag: value.flag ?? '',
    source_words: value.words,
    origin: value.origin,
  }))
}

const toCsv = (lines: readonly Line[]): string =>
  `${CSV_BOM}${[
    COLUMNS.join(','),
    ...lines.map((line) => COLUMNS.map((column) => csvCell(line[column])).join(',')),
    '',
  ].join('\r\n')}`

/** Characters that XML 1.0 cannot hold: a workbook with one of them does not open. */
const NOT_XML = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu
/** Excel's own limit of a cell. */
const CELL_MAX = 32_767

/** Cells are typed as text, which no spreadsheet calculates; the apostrophe guards a later save as CSV too. */
function toSheet(lines: readonly Line[]): SheetData {
  const head = COLUMNS.map((column) => ({ value: column, type: String, fontWeight: 'bold' as const }))
  const guarded = (text: string) => {
    const plain = text.replace(NOT_XML, '\ufffd').slice(0, CELL_MAX - 1)
    return /^[=+\-@\t\r＝＋－＠]/.test(plain) ? `'${plain}` : plain
  }
  return [
    head,
    ...lines.map((line) => COLUMNS.map((column) => ({ value: guarded(line[column]), type: String }))),
  ]
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  fhir: 'application/fhir+json; charset=utf-8',
  totals: 'text/csv; charset=utf-8',
} as const
const NAMES = {
  csv: 'innerward-batch.csv',
  xlsx: 'innerward-batch.xlsx',
  fhir: 'innerward-batch.json',
  totals: 'innerward-batch-totals.csv',
} as const
/** Lines of a list of the totals in the file. */
const TOTALS_MAX = 1000

async function write({ format, rows: which }: z.infer<typeof exportJobQuery>, job: StoredJob) {
  if (format === 'totals') return writeTotals(await totalOf(job, { rows: which, most: TOTALS_MAX }))
  const rows = rowsOf(job, which)
  if (format === 'fhir') return JSON.stringify(toBundle(rows, { id: job.id, at: new Date() }), null, 1)
  const lines = rows.flatMap(linesOf)
  if (format === 'csv') return toCsv(lines)
  const bytes = await writeXlsxFile(toSheet(lines)).toBuffer()
  return new Uint8Array(bytes)
}

/**
 * The results as a file, recorded before it is handed out; from then on the job is soon wiped. Throws AppError
 * `not_found`, `batch_running` while the job works, `batch_empty` without rows to export, or `audit_unavailable`.
 */
export async function exportJob(
  id: string,
  { format, rows: which }: z.infer<typeof exportJobQuery>,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<Response> {
  const job = ownedJob(id, actor.sessionId)
  if (job.state !== 'done' && job.state !== 'stopped') throw new AppError(batch.errors.batch_running)
  const rows = rowsOf(job, which)
  if (rows.length === 0) throw new AppError(batch.errors.batch_empty)
  const body = await write({ format, rows: which }, job)
  const values = rows.reduce((sum, row) => sum + row.values.length, 0)
  await recordAlone({
    event: batchEvents['batch.exported'],
    outcome: 'ok',
    actor,
    requestId,
    runId: job.id,
    outputHmac: contentHash('output', JSON.stringify(rows.map((row) => row.values))),
    detail: { format, rows: rows.length, values, which },
  })
  job.exportedAt = Date.now()
  job.touchedAt = Date.now()
  return new Response(body, {
    headers: {
      'Content-Type': TYPES[format],
      'Content-Disposition': `attachment; filename="${NAMES[format]}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
