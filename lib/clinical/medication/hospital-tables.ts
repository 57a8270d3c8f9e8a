import { z } from 'zod'
import {
  builtInTables,
  compileTables,
  type MedicationRows,
  type MedicationTables,
} from '@/lib/clinical/medication/medication-tables'
import {
  sourcesSchema,
  TABLE_SCHEMAS,
  type RowOf,
  type TableName,
} from '@/lib/clinical/medication/table-schema'

/** Tables whose rows warn. */
export const WARNING_TABLES = [
  ...(['interactions', 'limits', 'kidney', 'liver', 'pregnancy', 'lactation', 'age', 'disease'] as const),
  ...(['duplicates', 'allergies', 'routes', 'incompatibilities'] as const),
] as const satisfies readonly TableName[]
export type WarningTable = (typeof WARNING_TABLES)[number]

/** Tables of which a hospital may have rows of its own; drugs first, which the others name. */
export const HOSPITAL_TABLES = ['substances', ...WARNING_TABLES] as const
export type HospitalTable = (typeof HOSPITAL_TABLES)[number]

const rowsOf = <N extends HospitalTable>(name: N) => TABLE_SCHEMAS[name].shape.rows.optional()

/** The hospital's own rows, as one version of them is stored, with the sources that they name. */
export const hospitalTablesSchema = z.strictObject({
  sources: sourcesSchema.shape.sources,
  rows: z.strictObject({
    substances: rowsOf('substances'),
    interactions: rowsOf('interactions'),
    limits: rowsOf('limits'),
    kidney: rowsOf('kidney'),
    liver: rowsOf('liver'),
    pregnancy: rowsOf('pregnancy'),
    lactation: rowsOf('lactation'),
    age: rowsOf('age'),
    disease: rowsOf('disease'),
    duplicates: rowsOf('duplicates'),
    allergies: rowsOf('allergies'),
    routes: rowsOf('routes'),
    incompatibilities: rowsOf('incompatibilities'),
  }),
})
export type HospitalTables = z.infer<typeof hospitalTablesSchema>

/** What a hospital changed of the tables that come with the portal. */
export interface HospitalState {
  /** Number of the version of its own tables in force; 0 for none. */
  number: number
  tables: HospitalTables
  /** Ids of rows that are switched off. */
  off: readonly string[]
  /** How often a row was switched off or restored. */
  switches: number
}

export const NO_HOSPITAL_TABLES: HospitalTables = { sources: {}, rows: {} }
export const UNCHANGED: HospitalState = { number: 0, tables: NO_HOSPITAL_TABLES, off: [], switches: 0 }

/** How the trail names the tables: `1` as they come with the portal, `1+h3` with the hospital's third version, `.s2` after two switches. */
export function versionName({ number, switches }: Pick<HospitalState, 'number' | 'switches'>): string {
  const changes = [number > 0 ? `h${number}` : [], switches > 0 ? `s${switches}` : []].flat()
  return [builtInTables().version, ...(changes.length > 0 ? [changes.join('.')] : [])].join('+')
}

/** The rows of the portal with the hospital's over them: one of the same id takes the place, any other is added. */
export function overlayRows({ rows }: HospitalTables): MedicationRows {
  const own = builtInTables().rows
  const over = <N extends HospitalTable>(name: N): readonly RowOf<N>[] => {
    const added: readonly RowOf<N>[] = rows[name] ?? []
    const byId = new Map<string, RowOf<N>>([...own[name], ...added].map((row) => [row.id, row]))
    return [...byId.values()]
  }
  const merged = Object.fromEntries(HOSPITAL_TABLES.map((name) => [name, over(name)]))
  return { ...own, ...merged } as MedicationRows
}

/** The tables in force: those of the portal, the hospital's rows over them, without the rows that are switched off. */
export function applyHospital(state: HospitalState): MedicationTables {
  if (state.number === 0 && state.switches === 0) return builtInTables()
  const off = new Set(state.off)
  const all = overlayRows(state.tables)
  const kept = Object.fromEntries(
    WARNING_TABLES.map((name) => [name, all[name].filter(({ id }) => !off.has(id))]),
  )
  const rows = { ...all, ...kept } as MedicationRows
  return compileTables(rows, { ...builtInTables().sources, ...state.tables.sources }, versionName(state))
}
