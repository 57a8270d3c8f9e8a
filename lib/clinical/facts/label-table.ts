import { labelsAt, settle, type Label } from '@/lib/clinical/facts/match-label'
import type { Measurement } from '@/lib/clinical/facts/measurement'
import { pressureAt } from '@/lib/clinical/facts/read-pressure'
import { quantityAt } from '@/lib/clinical/facts/read-quantity'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

interface Cell {
  from: number
  to: number
}

/** Strokes part the cells; where there are none, blanks do, so that a name of two words heads no column. */
const partsOf = (line: string): RegExp => (line.includes('|') ? /\|/g : /[\t ]/g)
const LONGEST_HEAD = 160
/** Rows that a table may begin with before one holds a value: each line may be a head, so that more would be read again and again. */
const EMPTY_ROWS = 3
/** Behind a name in its head: the unit of the column. */
const UNIT = /^ ?(?:\([^()]{1,12}\))? ?$/
const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/** The cells of a line, without the blanks around them. */
function cellsOf(text: string, from: number, to: number): Cell[] {
  const cells: Cell[] = []
  let at = from
  const push = (end: number) => {
    const raw = text.slice(at, end)
    const lead = raw.length - raw.trimStart().length
    cells.push({ from: at + lead, to: at + lead + raw.trim().length })
  }
  for (const mark of text.slice(from, to).matchAll(partsOf(text.slice(from, to)))) {
    push(from + mark.index)
    at = from + mark.index + mark[0].length
  }
  push(to)
  if (cells[0]?.from === cells[0]?.to) cells.shift()
  if (cells.at(-1)?.from === cells.at(-1)?.to) cells.pop()
  return cells
}

/** The name that fills a cell, its unit behind it; null where something else stands there. */
function headOf(folded: FoldedText, { from, to }: Cell): Label | null {
  const label = labelsAt(folded, from).find(({ meanings }) => meanings.length > 0)
  return label && label.to <= to && UNIT.test(folded.text.slice(label.to, to)) ? label : null
}

function valueOf(text: string, label: Label, { from, to }: Cell): Measurement | null {
  if (label.meanings.some(({ kind }) => kind === 'pressure')) {
    const found = pressureAt(text, from)
    return found && found.to <= to + 1 ? { kind: 'pressure', from, ...found } : null
  }
  const found = quantityAt(text, from, { signed: true })
  if (!found || found.to > to + 1) return null
  // The head names the column, so that a short name is no doubt.
  const meaning = settle({ ...label, short: false }, found)
  if (!meaning || meaning.kind === 'pressure') return null
  const values = [{ ...found, from }]
  return meaning.kind === 'lab'
    ? { kind: 'lab', analyte: meaning.analyte, specimen: null, values }
    : { kind: 'vital', row: meaning.row, values }
}

/**
 * The values of a table whose columns are named in its head and whose rows are times: `time | T | HR | lactate`, and where it ends.
 * Null where no such head begins at `from`. Linear in its length.
 */
export function labelTableAt(folded: FoldedText, from: number): { found: Measurement[]; to: number } | null {
  const { text } = folded
  const headEnd = lineEnd(text, from)
  const head = text.slice(from, headEnd)
  if (headEnd - from > LONGEST_HEAD || !/[|\t ]/.test(head) || /[。，；,;]/.test(head)) return null
  if (
    !head.includes('|') &&
    (/\d/.test(head.replace(/spo2|o2|co2|hco3|a1c/g, '')) || !/\d/.test(text.slice(headEnd, headEnd + 24)))
  ) {
    return null
  }
  const heads = cellsOf(text, from, headEnd).map((cell) => headOf(folded, cell))
  const named = heads.filter((one) => one !== null).length
  // The first column may be of times; a number in the head makes it a row of values.
  if (named < 2 || heads.length - named > 2 || heads.slice(1).filter((one) => one !== null).length < 2) {
    return null
  }
  const found: Measurement[] = []
  let to = headEnd
  let rows = 0
  for (let at = headEnd + 1; at < text.length; at = lineEnd(text, at) + 1) {
    const end = lineEnd(text, at)
    const line = text.slice(at, end)
    if (/^[\s|:-]+$/.test(line)) {
      to = end
      continue
    }
    const cells = cellsOf(text, at, end)
    if (cells.length !== heads.length || !/\d/.test(line)) break
    rows += 1
    cells.forEach((cell, i) => {
      const label = heads[i]
      const value = label ? valueOf(text, label, cell) : null
      if (value) found.push(value)
    })
    if (found.length === 0 && rows >= EMPTY_ROWS) return null
    to = end
  }
  return found.length > 0 ? { found, to } : null
}
