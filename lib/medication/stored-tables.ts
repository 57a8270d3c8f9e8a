import { createHash } from 'node:crypto'
import { hospitalTablesSchema, type HospitalTables } from '@/lib/clinical/medication/hospital-tables'
import { HOSPITAL_TABLES } from '@/lib/clinical/medication/table-schema'
import { canonicalJson } from '@/lib/shared/canonical-json'

/** Tables as they are stored: canonical JSON with the rows of each table in the order of their ids, its SHA-256 in hex, and how many rows they are. */
export function storedTables({ sources, rows }: HospitalTables): {
  content: string
  sha256: string
  rows: number
} {
  const sorted = HOSPITAL_TABLES.flatMap((name) => {
    const own: readonly { id: string }[] = rows[name] ?? []
    return own.length === 0 ? [] : [[name, own.toSorted((a, b) => (a.id < b.id ? -1 : 1))] as const]
  })
  const content = canonicalJson({ sources, rows: Object.fromEntries(sorted) })
  return {
    content,
    sha256: createHash('sha256').update(content).digest('hex'),
    rows: sorted.reduce((sum, [, own]) => sum + own.length, 0),
  }
}

/** The tables of a stored version. Throws when the text is not of their form. */
export const readTables = (content: string): HospitalTables => hospitalTablesSchema.parse(JSON.parse(content))
