import { cutPassage } from '@/lib/clinical/citations/cut-passage'
import { cellsOf, isRow } from '@/lib/clinical/citations/passage-pieces'

/** Tokens of a quotation at the most: a table of stages, or an answer of some sentences. */
export const QUOTED_TOKENS = 220

/** Marks that Markdown would take for its own inside a cell or at the head of a line. */
const asCell = (text: string): string => text.replaceAll('|', '\\|')

const asRow = (cells: readonly string[]): string => `| ${cells.map(asCell).join(' | ')} |`

/** Rows under their head, as wide as the widest: what stands in a cell too many must not be lost. */
function asTable(rows: readonly string[]): string {
  const cells = rows.map(cellsOf)
  const width = Math.max(...cells.map((row) => row.length))
  const filled = cells.map((row) => Array.from({ length: width }, (_, i) => row[i] ?? ''))
  const [head = '', ...body] = filled.map(asRow)
  return [head, asRow(Array.from({ length: width }, () => '---')), ...body].join('\n')
}

/** The lines of a passage as Markdown: rows as a table, each other line as a paragraph. */
function asMarkdown(text: string): string {
  const blocks: string[][] = []
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue
    const last = blocks.at(-1)
    if (isRow(line) && last?.[0] !== undefined && isRow(last[0])) last.push(line)
    else blocks.push([line])
  }
  return blocks.map((lines) => (isRow(lines[0] ?? '') ? asTable(lines) : (lines[0] ?? ''))).join('\n\n')
}

/**
 * A passage as it opens an answer: word for word, its tables as tables, its number behind it; cut to whole sentences and rows where it
 * is long. Nothing else stands around it: a small model takes a frame for a form, and puts words of its own into it. Null where not one
 * sentence has room.
 */
export function quotePassage({
  n,
  told,
  matched,
}: {
  n: number
  told: string
  matched: readonly string[]
}): string | null {
  const cut = cutPassage(told, matched, QUOTED_TOKENS)
  if (cut === null) return null
  const text = asMarkdown(cut)
  return `${text}${text.endsWith('|') ? '\n\n' : ''}[${n}]\n\n`
}
