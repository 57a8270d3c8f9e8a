import { timeOf } from '@/lib/clinical/facts/dated-table'
import { orderOf } from '@/lib/clinical/facts/column-order'
import { cellsOf, partsOf, type Cell } from '@/lib/clinical/facts/table-cells'
import { labelsAt, settle, type Label } from '@/lib/clinical/facts/match-label'
import type { Measurement } from '@/lib/clinical/facts/measurement'
import { pressureAt } from '@/lib/clinical/facts/read-pressure'
import { quantityAt, unitAt } from '@/lib/clinical/facts/read-quantity'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

const LONGEST_HEAD = 160
/** Rows that a table may begin with before one holds a value: each line may be a head, so that more would be read again and again. */
const EMPTY_ROWS = 3
/** Behind a name in its head: the unit of the column in brackets. */
const UNIT = /^ ?\([^()]{1,12}\) ?$/
const lineEnd = (text: string, from: number): number => {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

interface Head extends Label {
  /** The unit that stands in the head for its whole column. */
  unit: string | null
}

/** The name that fills a cell, its unit behind it; null where something else stands there. */
function headOf(folded: FoldedText, { from, to }: Cell): Head | null {
  const { text } = folded
  for (const label of labelsAt(folded, from)) {
    if (label.meanings.length === 0 || label.to > to) continue
    const behind = text.slice(label.to, to)
    const bracket = UNIT.test(behind)
    if (behind.trim() === '') return { ...label, unit: null }
    const places = bracket
      ? [label.to + behind.indexOf('(') + 1]
      : [label.to, label.to + behind.indexOf('/') + 1]
    const units = places.flatMap((at) => unitAt(text, at) ?? [])
    const unit = units.find((one) => one.to === (bracket ? text.lastIndexOf(')', to) : to))
    if (bracket || unit) return { ...label, unit: unit?.unit ?? null }
  }
  return null
}

function valueOf(whole: string, label: Head, { from, to }: Cell): Measurement | null {
  // What stands in the next cell is no part of the number: BP 128/74 | 16.
  const text = whole.slice(0, to)
  if (label.meanings.some(({ kind }) => kind === 'pressure')) {
    const found = pressureAt(text, from)
    return found && found.to <= to + 1 ? { kind: 'pressure', from, ...found } : null
  }
  const read = quantityAt(text, from, { signed: true })
  if (!read || read.to > to + 1) return null
  const found = { ...read, unit: read.unit ?? label.unit }
  // The head names the column, so that a short name is no doubt.
  const meaning = settle({ ...label, short: false }, found)
  if (!meaning || meaning.kind === 'pressure') return null
  const values = [{ ...found, from }]
  return meaning.kind === 'lab'
    ? { kind: 'lab', analyte: meaning.analyte, specimen: null, values }
    : { kind: 'vital', row: meaning.row, values }
}

/** A row of a table: what its named cells hold, and where the last of them ends. */
export interface LabelRow {
  from: number
  to: number
  found: Measurement[]
}

/** The values of rows of which the last in time stand as they are and the others are told to be earlier ones. */
function inOrder(text: string, rows: readonly LabelRow[]): LabelRow[] {
  const order = orderOf(rows.flatMap(({ from }) => timeOf(text.slice(from, lineEnd(text, from))) ?? []))
  if (order === 0) return [...rows]
  const keyOf = (one: Measurement) =>
    one.kind === 'pressure' ? 'pressure' : one.kind === 'lab' ? one.analyte.id : one.row.id
  const told = new Set<string>()
  const newestFirst = order === 1 ? rows.toReversed() : rows
  const dated = newestFirst.map((row) => {
    const found = row.found.map((one) => (told.has(keyOf(one)) ? passed(one) : one))
    for (const one of row.found) told.add(keyOf(one))
    return { ...row, found }
  })
  return order === 1 ? dated.toReversed() : dated
}

const passed = (one: Measurement): Measurement =>
  one.kind === 'pressure'
    ? { ...one, passed: true }
    : { ...one, values: one.values.map((value) => ({ ...value, passed: true as const })) }

/**
 * The rows of a table whose columns are named in its head, and where that ends: `time | T | HR | lactate`, the columns parted by strokes or by wide gaps; of rows that
 * are times in their order all but the newest value of each column is an earlier one. Null where no such head begins at `from`.
 * Linear in its length.
 */
export function labelTableAt(
  folded: FoldedText,
  from: number,
): { rows: LabelRow[]; head: number; to: number } | null {
  const { text } = folded
  const headEnd = lineEnd(text, from)
  const head = text.slice(from, headEnd)
  if (headEnd - from > LONGEST_HEAD || !/[|\t ]/.test(head) || /[。，；,;]/.test(head)) return null
  const how = partsOf(folded, { from, to: headEnd })
  if (
    how === 'blank' &&
    (/\d/.test(head.replace(/spo2|o2|co2|hco3|a1c/g, '')) || !/\d/.test(text.slice(headEnd, headEnd + 24)))
  ) {
    return null
  }
  const heads = cellsOf(folded, { from, to: headEnd, how }).map((cell) => headOf(folded, cell))
  const named = heads.filter((one) => one !== null).length
  const unnamed = heads.length - named
  // The first column may be of times; a number in the head makes it a row of values.
  if (named < 2 || unnamed > Math.max(2, how === 'blank' ? 0 : named - 1)) return null
  if (heads.slice(1).filter((one) => one !== null).length < 2) return null
  const last = heads.findLastIndex((one) => one !== null)
  const rows: LabelRow[] = []
  let to = headEnd
  let empty = 0
  for (let at = headEnd + 1; at < text.length; at = lineEnd(text, at) + 1) {
    const end = lineEnd(text, at)
    const line = text.slice(at, end)
    if (/^[\s|:-]+$/.test(line)) continue
    const cells = cellsOf(folded, { from: at, to: end, how })
    // What is told in words behind the last named column may hold gaps of its own, or be left out.
    const fits =
      cells.length === heads.length || (how !== 'blank' && last < heads.length - 1 && cells.length > last)
    if (!fits || !/\d/.test(line)) break
    const found = cells.flatMap((cell, i) => {
      const label = heads[i]
      return (label && valueOf(text, label, cell)) ?? []
    })
    if (found.length === 0 && rows.length === 0 && (empty += 1) >= EMPTY_ROWS) return null
    to = cells[last]?.to ?? end
    if (found.length > 0) rows.push({ from: at, to, found })
  }
  return rows.length > 0 ? { rows: inOrder(text, rows), head: headEnd, to } : null
}

/** The tables with named columns of a text, each read whole at its head. */
export class LabelTables {
  private readonly rows = new Map<number, LabelRow>()
  private readTo = 0

  constructor(private readonly folded: FoldedText) {}

  /** The row, or the head without values, of a table that begins at the line's beginning `at`; null where none does. */
  rowAt(at: number): LabelRow | null {
    const row = this.rows.get(at)
    if (row || at < this.readTo) return row ?? null
    const table = labelTableAt(this.folded, at)
    for (const one of table?.rows ?? []) this.rows.set(one.from, one)
    this.readTo = table?.to ?? 0
    return table && { from: at, to: table.head, found: [] }
  }
}
