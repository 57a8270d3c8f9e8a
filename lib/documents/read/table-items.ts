import type { ReadItem } from '@/lib/documents/read/item'

/** The cells of a row that say something, by column from 0. Rows and columns without a value take no room. */
export interface TableRow {
  /** From 1, as the file counts. */
  number: number
  cells: Map<number, string>
}

/** Headings of the column that holds the summary itself. */
const TEXT_HEADINGS =
  /^(?:出院小结|出院记录|小结|病历|病历文本|内容|正文|文本|全文|text|content|summary|note|document|discharge[ _]summary)$/i
const HEADING_MAX = 24

function areHeadings({ cells }: TableRow): boolean {
  const named = [...cells.values()]
  const short = named.every((heading) => heading.length <= HEADING_MAX && !/[。；\n]/.test(heading))
  return short && named.length === new Set(named).size && named.length > 0
}

/** A title above the table: one cell over a row of several. It belongs to no document. */
const isTitle = (row: TableRow, { cells }: TableRow): boolean => row.cells.size === 1 && cells.size > 1

/** The text of a row: its text column where there is one, else every cell under its heading. */
function rowText({ cells }: TableRow, headings: TableRow['cells'] | null): string {
  const column = [...(headings ?? [])].find(([, heading]) => TEXT_HEADINGS.test(heading))?.[0]
  if (column !== undefined) return cells.get(column) ?? ''
  return [...cells]
    .sort(([a], [b]) => a - b)
    .map(([at, cell]) => (headings?.has(at) ? `${headings.get(at)}：${cell}` : cell))
    .join('\n')
}

/**
 * One document for each row, while the rows arrive. The first row under any titles is headings where it looks like
 * some and another row follows. Cells are text, whatever they begin with; nothing is calculated.
 */
export async function* tableItems(name: string, rows: AsyncIterable<TableRow>): AsyncGenerator<ReadItem> {
  const item = (row: TableRow, headings: TableRow['cells'] | null): ReadItem => {
    const label = `${name} #${row.number}`
    const text = rowText(row, headings)
    return text === '' ? { name: label, problem: 'empty' } : { name: label, text }
  }
  let first: TableRow | null = null
  let headings: TableRow['cells'] | null = null
  let following = false
  for await (const row of rows) {
    if (first === null) {
      first = row
      continue
    }
    if (!following && isTitle(first, row) && areHeadings(row)) {
      first = row
      continue
    }
    if (!following) headings = areHeadings(first) ? first.cells : null
    if (!following && headings === null) yield item(first, null)
    following = true
    yield item(row, headings)
  }
  if (!first || following) return
  // Nothing but the heading of a text column is a table without a summary.
  const onlyHeadings =
    areHeadings(first) && [...first.cells.values()].some((cell) => TEXT_HEADINGS.test(cell))
  yield onlyHeadings ? { name, problem: 'no_document' } : item(first, null)
}
