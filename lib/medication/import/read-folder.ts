import 'server-only'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { overlayRows, type HospitalTables } from '@/lib/clinical/medication/hospital-tables'
import { builtInTables } from '@/lib/clinical/medication/medication-tables'
import { HOSPITAL_TABLES, WARNING_TABLES, type HospitalTable } from '@/lib/clinical/medication/table-schema'
import { KnownNames } from '@/lib/medication/import/known-names'
import { readRow, type Against, type CellProblemAt, type Cells } from '@/lib/medication/import/read-row'
import { readTable } from '@/lib/medication/import/read-table'
import type { TableProblem } from '@/lib/medication/import/row-problem'

const FILE_MIB_MAX = 16
const ROWS_MAX = 20_000

const fileOf = (table: HospitalTable): string => `${table}.csv`
const FILES = HOSPITAL_TABLES.map(fileOf)

/** Which file has an id: the portal's, whose row may be replaced, or the folder's own. */
interface Claim {
  file: string
  own: boolean
}

/** Ids and names that are given away. Rows that warn share one space of ids, by which they are switched off. */
class Claims {
  private readonly ids = new Map<string, Claim>()
  private readonly names = new Map<string, string>()

  constructor() {
    for (const table of WARNING_TABLES) {
      for (const { id } of builtInTables().rows[table]) this.ids.set(id, { file: fileOf(table), own: false })
    }
  }

  /** An id names one row; it may take the place of the portal's row of the same table. */
  id(table: HospitalTable, id: string): CellProblemAt[] {
    const key = table === 'substances' ? `drug ${id}` : id
    const before = this.ids.get(key)
    this.ids.set(key, { file: fileOf(table), own: true })
    if (id === '' || !before || (!before.own && before.file === fileOf(table))) return []
    return [{ problem: 'id_twice', value: id, hint: before.file, column: 'id' }]
  }

  /** A name means one drug. */
  drug(cells: Cells, { names }: Against): CellProblemAt[] {
    const { id = '', zh = '', en = '', names: more = '' } = cells
    return [zh, en, ...more.split(/[;；]/)].flatMap((said): CellProblemAt[] => {
      const name = said.trim()
      const owner = this.names.get(name.toLowerCase()) ?? names.substance(name) ?? id
      if (name !== '') this.names.set(name.toLowerCase(), owner)
      return name === '' || owner === id
        ? []
        : [{ problem: 'name_taken', value: name, hint: owner, column: 'names' }]
    })
  }
}

/** Reads the tables of one folder; drugs first, which the other tables name. */
class FolderReading {
  readonly problems: TableProblem[] = []
  readonly tables: HospitalTables = { sources: {}, rows: {} }
  private readonly claims = new Claims()
  private against = this.namesNow()
  private rows = 0

  table(table: HospitalTable, at: string): void {
    const file = fileOf(table)
    const refuse = (...problems: Omit<TableProblem, 'file'>[]) =>
      void this.problems.push(...problems.map((one) => ({ file, ...one })))
    if (statSync(at).size > FILE_MIB_MAX * 1024 ** 2) {
      refuse({ problem: 'file_too_large', hint: String(FILE_MIB_MAX) })
      return
    }
    const read = readTable(table, readFileSync(at))
    if ('problems' in read) {
      refuse(...read.problems)
      return
    }
    this.rows += read.lines.length
    if (this.rows > ROWS_MAX) {
      refuse({ problem: 'too_many_rows', hint: String(ROWS_MAX) })
      return
    }
    const rows = read.lines.flatMap(({ line, cells }) => {
      const result = readRow(table, cells, this.against)
      const problems = [
        ...('problems' in result ? result.problems : []),
        ...this.claims.id(table, cells.id ?? ''),
        ...(table === 'substances' ? this.claims.drug(cells, this.against) : []),
      ]
      refuse(...problems.map((one) => ({ line, ...one })))
      return 'row' in result ? [result.row] : []
    })
    Object.assign(this.tables.rows, { [table]: rows })
    if (table === 'substances') this.against = this.namesNow()
  }

  private namesNow(): Against {
    const { sources } = this.tables
    return { names: new KnownNames(overlayRows(this.tables)), known: builtInTables().sources, sources }
  }
}

const isFolder = (folder: string): boolean =>
  statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true

/**
 * The hospital's tables as a folder of CSV files holds them, each named after its table, or everything that is wrong with them:
 * nothing is taken while one row is wrong. Columns are described in docs/medication-tables.md.
 */
export function readFolder(folder: string): { tables: HospitalTables } | { problems: TableProblem[] } {
  const file = path.basename(folder)
  if (!isFolder(folder)) return { problems: [{ file, problem: 'no_folder' }] }
  const names = readdirSync(folder)
  const hint = FILES.join(', ')
  const found = HOSPITAL_TABLES.filter((table) => names.includes(fileOf(table)))
  if (found.length === 0) return { problems: [{ file, problem: 'no_tables', hint }] }
  const strange = names.filter((name) => name.toLowerCase().endsWith('.csv') && !FILES.includes(name))
  const reading = new FolderReading()
  for (const table of found) reading.table(table, path.join(folder, fileOf(table)))
  const problems = [
    ...strange.map((name) => ({ file: name, problem: 'unknown_file' as const, hint })),
    ...reading.problems,
  ]
  return problems.length > 0 ? { problems } : { tables: reading.tables }
}
