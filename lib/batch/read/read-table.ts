import { parse } from 'csv-parse/sync'
import readXlsxFile from 'read-excel-file/node'
import { checkOffice } from '@/lib/batch/read/check-office'
import type { ReadItem } from '@/lib/batch/read/item'

type Cell = string | number | boolean | Date | null

/** Headings of the column that holds the summary itself. */
const TEXT_HEADINGS =
  /^(?:出院小结|出院记录|小结|病历|病历文本|内容|正文|文本|全文|text|content|summary|note|document|discharge[ _]summary)$/i
const HEADING_MAX = 24

function cellText(cell: Cell): string {
  if (cell === null) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell).trim()
}

function headingsOf(rows: readonly (readonly Cell[])[]): string[] | null {
  const first = rows[0]?.map(cellText)
  if (!first || rows.length < 2) return null
  const named = first.filter((heading) => heading !== '')
  const short = named.every((heading) => heading.length <= HEADING_MAX && !/[。；\n]/.test(heading))
  return short && named.length === new Set(named).size && named.length > 0 ? first : null
}

/**
 * One document for each row: the column named as the text where there is one, else every cell under its heading.
 * Cells are text, whatever they begin with; nothing is calculated.
 */
export function* tableItems(name: string, rows: readonly (readonly Cell[])[]): Generator<ReadItem> {
  const headings = headingsOf(rows)
  const textColumn = headings?.findIndex((heading) => TEXT_HEADINGS.test(heading)) ?? -1
  for (const [i, row] of rows.entries()) {
    if (i === 0 && headings) continue
    const item = `${name} #${i + 1}`
    const cells = row.map(cellText)
    const text =
      textColumn >= 0
        ? (cells[textColumn] ?? '')
        : cells
            .map((cell, at) => (cell === '' ? '' : headings?.[at] ? `${headings[at]}：${cell}` : cell))
            .filter((line) => line !== '')
            .join('\n')
    if (text === '') yield { name: item, problem: 'empty' }
    else yield { name: item, text }
  }
}

function delimiterOf(text: string): string {
  const line = text.slice(0, text.indexOf('\n') + 1 || text.length)
  const [best] = [',', '\t', ';', '，']
    .map((one) => ({ one, count: line.split(one).length }))
    .sort((a, b) => b.count - a.count)
  return best?.one ?? ','
}

/** The rows of a CSV text. A broken row is a problem of its own and does not cost the others. */
export function* readCsv(name: string, text: string): Generator<ReadItem> {
  const broken: number[] = []
  const rows: string[][] = parse(text, {
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      broken.push(Number(error && 'lines' in error ? error['lines'] : 0))
      return undefined
    },
  })
  yield* tableItems(name, rows)
  for (const line of broken) yield { name: `${name} #${line}`, problem: 'bad_row' }
}

/** The rows of every sheet of a workbook. Formula cells give the value that was saved with them. */
export async function* readWorkbook(name: string, bytes: Buffer): AsyncGenerator<ReadItem> {
  await checkOffice(bytes)
  const sheets = await readXlsxFile(bytes)
  for (const { sheet, data } of sheets) {
    const label = sheets.length > 1 ? `${name} ${sheet}` : name
    yield* tableItems(label, data as unknown as Cell[][])
  }
}
