import { builtInRows } from '@/lib/clinical/medication/medication-tables'
import type { TableName } from '@/lib/clinical/medication/table-schema'

/** A row whose source is still to be compared, as a pharmacist gets it; the last two cells are theirs to fill in. */
export interface RecalledRow {
  table: TableName
  id: string
  drugs: string
  severity: string
  zh: string
  en: string
  source: string
  year: string
  confirmed: string
  correction: string
}

const list = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(' ') : '')
const word = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The rows of the tables by where they come from: opened at their source, or recalled. */
export function countRows(): { opened: number; recalled: number } {
  const counts = { opened: 0, recalled: 0 }
  for (const row of Object.values(builtInRows().rows).flat()) {
    if ('opened' in row && row.opened !== undefined) counts.opened += 1
    if ('recalled' in row && row.recalled === true) counts.recalled += 1
  }
  return counts
}

/** The recalled rows of every table, in the order of the tables. */
export function recalledRows(): RecalledRow[] {
  const { rows, sources } = builtInRows()
  return (Object.keys(rows) as TableName[]).flatMap((table) =>
    rows[table].flatMap((row): RecalledRow[] => {
      if (!('recalled' in row) || row.recalled !== true) return []
      const cells = row as unknown as Record<string, unknown>
      const source = sources[row.source]
      const both = [list(cells.a), list(cells.b)].filter((one) => one !== '').join(' + ')
      return [
        {
          ...{
            table,
            id: row.id,
            drugs: list(cells.drugs) || both || list(cells.members) || list(cells.own),
          },
          ...{ severity: word(cells.severity), zh: word(cells.zh), en: word(cells.en) },
          ...{ source: source?.en ?? row.source, year: String(source?.year ?? '') },
          ...{ confirmed: '', correction: '' },
        },
      ]
    }),
  )
}
