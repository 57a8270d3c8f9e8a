import { createHash } from 'node:crypto'
import type { HospitalTables } from '@/lib/clinical/medication/hospital-tables'
import { TABLE_SCHEMAS, type HospitalTable, type RowOf } from '@/lib/clinical/medication/table-schema'
import type { KnownNames } from '@/lib/medication/import/known-names'
import { CellFault, readCell, wordOf, type Column } from '@/lib/medication/import/read-cell'
import type { CellProblem } from '@/lib/medication/import/row-problem'
import { isPlainText } from '@/lib/shared/plain-text'
import type { z } from 'zod'

const YEAR = /^(?:19|20)\d\d$/
const ATC_CODE = /^[A-Z]\d\d(?:[A-Z](?:[A-Z](?:\d\d)?)?)?$/
const TITLE_MAX = 200

/** The cells of one line by the English names of their columns. */
export type Cells = Readonly<Record<string, string>>
export type CellProblemAt = CellProblem & { column?: string }
type Sources = HospitalTables['sources']

/** What rows of a folder are read against: the names in force, and the sources that the portal has and those met so far. */
export interface Against {
  names: KnownNames
  known: Readonly<Record<string, unknown>>
  sources: Sources
}

/** The columns that a table may have: the fields of its rows, and the year of the source. */
export function columnsOf(table: HospitalTable): string[] {
  const fields = Object.keys(TABLE_SCHEMAS[table].shape.rows.element.shape)
  return [...fields.filter((field) => field !== 'recalled'), 'year']
}

/** The id of a source: one that the portal knows, else one made of title and year, which is kept with the tables. */
function sourceOf({ source = '', year = '' }: Cells, { known, sources }: Against): string {
  if (source === '') throw new CellFault({ problem: 'missing' })
  if (Object.hasOwn(known, source)) return source
  if (source.length > TITLE_MAX || !isPlainText(source)) {
    throw new CellFault({ problem: 'bad_text', hint: String(TITLE_MAX) })
  }
  if (!YEAR.test(year)) throw new CellFault({ problem: 'bad_year' })
  const id = `own-${createHash('sha256').update(`${source} ${year}`).digest('hex').slice(0, 12)}`
  sources[id] = { 'zh-CN': source, en: source, year: Number(year) }
  return id
}

const allowed = ({ values }: { values: readonly unknown[] }) => values.map(String).join(', ')

/** A fault of the schema in words. */
function problemOf(issue: z.core.$ZodIssue, cells: Cells): CellProblemAt {
  const column = String(issue.path[0] ?? '')
  const value = cells[column] ?? ''
  const at = column === '' ? {} : { column }
  if (value === '') return { problem: 'missing', ...at }
  if (issue.code === 'invalid_value') return { problem: 'bad_word', value, hint: allowed(issue), ...at }
  return column === 'opened' ? { problem: 'bad_day', value, ...at } : { problem: 'wrong', ...at }
}

/** What no schema says of a row. */
function objectionsTo(row: Record<string, unknown>, cells: Cells): CellProblemAt[] {
  const codes = Array.isArray(row.atc) ? (row.atc as string[]) : []
  const bad = codes.filter((code) => !ATC_CODE.test(code))
  const group =
    Array.isArray(row.parts) && (row.parts as string[]).find((part) => /^[@*]|^[A-Z]\d/.test(part))
  const unlimited = 'population' in row && !cells.single && !cells.daily
  return [
    bad.map((value) => ({ problem: 'bad_atc' as const, value, column: 'atc' })),
    group ? { problem: 'no_substance' as const, value: cells.parts ?? '', column: 'parts' } : [],
    unlimited && row.only !== 'weekly' ? { problem: 'no_limit' as const } : [],
  ].flat()
}

/** One line of a table as a row, or everything that is wrong with it. */
export function readRow<N extends HospitalTable>(
  table: N,
  cells: Cells,
  against: Against,
): { row: RowOf<N> } | { problems: CellProblemAt[] } {
  const problems: CellProblemAt[] = []
  const row: Record<string, unknown> = {}
  const around = { names: against.names, unit: wordOf(cells.unit ?? '') }
  for (const [column, text] of Object.entries(cells)) {
    if (column === 'year') continue
    try {
      const value = column === 'source' ? sourceOf(cells, against) : readCell(column as Column, text, around)
      if (value !== undefined) row[column] = value
    } catch (error) {
      if (!(error instanceof CellFault)) throw error
      problems.push({ ...error.told, column })
    }
  }
  if (row.opened === undefined) row.recalled = true
  const parsed = TABLE_SCHEMAS[table].shape.rows.element.safeParse(row)
  const told = new Set(problems.map(({ column }) => column))
  const more = (parsed.error?.issues ?? [])
    .map((issue) => problemOf(issue, cells))
    .filter(({ column }) => !told.has(column))
  const all = [...problems, ...more, ...objectionsTo(row, cells)]
  return all.length > 0 || !parsed.success ? { problems: all } : { row: parsed.data }
}
