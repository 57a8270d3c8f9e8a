import { foldedAt, originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'

/** A cell of a line in folded text. */
export interface Cell {
  from: number
  to: number
}

/** What parts the cells of a table: strokes, gaps of several blanks as typed, or single blanks. */
export type Parts = 'stroke' | 'gap' | 'blank'

const STROKE = /\|/g
const GAP = /[\t\u3000]+| {2,}/g
const BLANK = /[\t \u3000]+/g
/** Gaps of a line that make it one of columns. */
const LEAST_GAPS = 2

interface Line {
  from: number
  to: number
}

/** What parts the cells of a line that heads a table. Folding makes one blank of many, so the gaps are those of the original. */
export function partsOf(folded: FoldedText, { from, to }: Line): Parts {
  if (folded.text.slice(from, to).includes('|')) return 'stroke'
  const gaps = to > from ? originalSpan(folded, from, to).surface.trim().match(GAP) : null
  return (gaps?.length ?? 0) >= LEAST_GAPS ? 'gap' : 'blank'
}

/** The cells of a line of folded text, without the blanks around them. */
export function cellsOf(folded: FoldedText, { from, to, how }: Line & { how: Parts }): Cell[] {
  if (to <= from) return []
  const { start, surface } = originalSpan(folded, from, to)
  const cells: Cell[] = []
  let at = 0
  const push = (end: number) => {
    const raw = surface.slice(at, end)
    const lead = raw.length - raw.trimStart().length
    const [first, behind] = [start + at + lead, start + at + lead + raw.trim().length]
    cells.push({ from: foldedAt(folded, first), to: foldedAt(folded, behind) })
  }
  for (const mark of surface.matchAll(how === 'stroke' ? STROKE : how === 'gap' ? GAP : BLANK)) {
    push(mark.index)
    at = mark.index + mark[0].length
  }
  push(surface.length)
  if (cells[0]?.from === cells[0]?.to) cells.shift()
  if (cells.at(-1)?.from === cells.at(-1)?.to) cells.pop()
  return cells
}
