import { cutPassage } from '@/lib/clinical/citations/cut-passage'
import { blocksOf } from '@/lib/clinical/citations/passage-blocks'

/** Tokens of a quotation at the most: a table of stages, or an answer of some sentences. */
export const QUOTED_TOKENS = 220

/** Marks that Markdown would take for its own inside a cell or at the head of a line. */
const asCell = (text: string): string => text.replaceAll('|', '\\|')

const asRow = (cells: readonly string[]): string => `| ${cells.map(asCell).join(' | ')} |`

/** Rows under their head. */
function asTable(rows: readonly (readonly string[])[]): string {
  const [head = '', ...body] = rows.map(asRow)
  return [head, asRow((rows[0] ?? []).map(() => '---')), ...body].join('\n')
}

/** A passage as Markdown: rows as a table, each other line as a paragraph. */
const asMarkdown = (text: string): string =>
  blocksOf(text)
    .flatMap(({ lines, rows }) => (rows ? [asTable(rows)] : lines.map((line) => line.trim())))
    .filter((block) => block !== '')
    .join('\n\n')

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
