import { parse } from 'csv-parse/sync'
import type { HospitalTable } from '@/lib/clinical/medication/table-schema'
import table from '@/lib/medication/import/columns.json'
import { columnsOf, type Cells } from '@/lib/medication/import/read-row'
import type { CellProblem } from '@/lib/medication/import/row-problem'

const HEADERS = new Map(Object.entries(table.headers))

/** The lines of a table with their numbers, or why it cannot be read. */
export type ReadTable =
  | { lines: { line: number; cells: Cells }[] }
  | { problems: (CellProblem & { line?: number })[] }

/** UTF-8 where it is that, else GB18030, which Chinese office programs write; null for neither. */
function textOf(bytes: Uint8Array): string | null {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The other one may fit.
    }
  }
  return null
}

interface Line {
  record: string[]
  info: { lines: number }
}

/** The English names of the columns, or what is wrong with the first line. */
function columnsFrom(header: readonly string[], name: HospitalTable): string[] | CellProblem[] {
  const known = columnsOf(name)
  const columns = header.map((word) => HEADERS.get(word) ?? word)
  const unknown = header.filter((_, i) => !known.includes(columns[i] ?? ''))
  const twice = header.filter((_, i) => columns.indexOf(columns[i] ?? '') !== i)
  const problems = [
    ...unknown.map((value) => ({ problem: 'unknown_column' as const, value, hint: known.join(', ') })),
    ...twice.map((value) => ({ problem: 'column_twice' as const, value })),
  ]
  return problems.length > 0 ? problems : columns
}

/** The lines of a comma-separated table by the English names of its columns, with their numbers in the file. */
export function readTable(name: HospitalTable, bytes: Uint8Array): ReadTable {
  const text = textOf(bytes)
  if (text === null) return { problems: [{ problem: 'not_text' }] }
  let lines: Line[]
  try {
    const options = { bom: true, trim: true, info: true, skip_empty_lines: true, max_record_size: 64 * 1024 }
    lines = parse(text, options) as unknown as Line[]
  } catch (error) {
    const { lines: line } = error as { lines?: number }
    return { problems: [{ problem: 'broken_csv', ...(line === undefined ? {} : { line }) }] }
  }
  const [header, ...rest] = lines
  const columns = columnsFrom(header?.record ?? [], name)
  const problems = columns.filter((one) => typeof one !== 'string')
  if (problems.length > 0) return { problems: problems.map((one) => ({ ...one, line: 1 })) }
  const names = columns as string[]
  return {
    lines: rest.map(({ record, info }) => ({
      line: info.lines,
      cells: Object.fromEntries(names.map((column, i) => [column, record[i] ?? ''])),
    })),
  }
}
