import { overlayRows, type HospitalTables } from '@/lib/clinical/medication/hospital-tables'
import {
  HOSPITAL_TABLES,
  ROW_CHANGES,
  SEVERITIES,
  type HospitalTable,
  type MedicationSeverity,
  type RowChange,
  type RowOf,
} from '@/lib/clinical/medication/table-schema'
import { canonicalJson } from '@/lib/shared/canonical-json'

export type AnyRow = RowOf<HospitalTable>

/** A row that is not the same in two versions of the tables. */
export interface ComparedRow {
  table: HospitalTable
  change: RowChange
  /** As it would be in force; null where it would go. */
  after: AnyRow | null
  before: AnyRow | null
  /** Whether it warns anew, or more strongly than before. */
  stronger: boolean
}

/** How strongly a row warns; a drug that a patient is allergic to is never lighter. Null for a row of a drug, which warns of nothing. */
export function severityOf(row: AnyRow): MedicationSeverity | null {
  if ('severity' in row) return row.severity
  return 'own' in row ? 'contraindicated' : null
}

const rankOf = (row: AnyRow | null): number => {
  const severity = row && severityOf(row)
  return severity ? SEVERITIES.indexOf(severity) : SEVERITIES.length
}

function compare(table: HospitalTable, before: AnyRow | undefined, after: AnyRow | undefined): ComparedRow[] {
  if (canonicalJson(before) === canonicalJson(after)) return []
  const change = before ? (after ? 'changed' : 'removed') : 'added'
  const [was, is] = [before ?? null, after ?? null]
  return [{ table, change, before: was, after: is, stronger: rankOf(is) < rankOf(was) }]
}

/**
 * What would change in force if one version of the hospital's tables took the place of another, new and stronger warnings first,
 * the strongest in front.
 */
export function compareTables(before: HospitalTables, after: HospitalTables): ComparedRow[] {
  const [was, is] = [overlayRows(before), overlayRows(after)]
  const changes = HOSPITAL_TABLES.flatMap((table) => {
    const mapOf = (rows: readonly AnyRow[]) => new Map(rows.map((row) => [row.id, row]))
    const [old, now] = [mapOf(was[table]), mapOf(is[table])]
    return [...new Set([...old.keys(), ...now.keys()])].flatMap((id) =>
      compare(table, old.get(id), now.get(id)),
    )
  })
  return changes.sort(
    (a, b) =>
      Number(b.stronger) - Number(a.stronger) ||
      rankOf(a.after ?? a.before) - rankOf(b.after ?? b.before) ||
      ROW_CHANGES.indexOf(a.change) - ROW_CHANGES.indexOf(b.change),
  )
}
