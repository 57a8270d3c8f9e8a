import { z } from 'zod'
import {
  builtInTables,
  compileTables,
  type MedicationRows,
  type MedicationTables,
} from '@/lib/clinical/medication/medication-tables'
import {
  HOSPITAL_TABLES,
  sourcesSchema,
  TABLE_SCHEMAS,
  WARNING_TABLES,
  type HospitalTable,
  type RowOf,
} from '@/lib/clinical/medication/table-schema'

/** The hospital's own rows, as one version of them is stored, with the sources that they name. */
export const hospitalTablesSchema = z.strictObject({
  sources: sourcesSchema.shape.sources,
  rows: z.strictObject({
    substances: TABLE_SCHEMAS.substances.shape.rows.optional(),
    interactions: TABLE_SCHEMAS.interactions.shape.rows.optional(),
    limits: TABLE_SCHEMAS.limits.shape.rows.optional(),
    kidney: TABLE_SCHEMAS.kidney.shape.rows.optional(),
    liver: TABLE_SCHEMAS.liver.shape.rows.optional(),
    pregnancy: TABLE_SCHEMAS.pregnancy.shape.rows.optional(),
    lactation: TABLE_SCHEMAS.lactation.shape.rows.optional(),
    age: TABLE_SCHEMAS.age.shape.rows.optional(),
    disease: TABLE_SCHEMAS.disease.shape.rows.optional(),
    duplicates: TABLE_SCHEMAS.duplicates.shape.rows.optional(),
    allergies: TABLE_SCHEMAS.allergies.shape.rows.optional(),
    routes: TABLE_SCHEMAS.routes.shape.rows.optional(),
    incompatibilities: TABLE_SCHEMAS.incompatibilities.shape.rows.optional(),
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
    const added = (rows[name] ?? []) as readonly RowOf<N>[]
    const byId = new Map<string, RowOf<N>>([...own[name], ...added].map((row) => [row.id, row]))
    return [...byId.values()]
  }
  const merged = Object.fromEntries(HOSPITAL_TABLES.map((name) => [name, over(name)]))
  return { ...own, ...merged }
}

/** The tables in force: those of the portal, the hospital's rows over them, without the rows that are switched off. */
export function applyHospital(state: HospitalState): MedicationTables {
  if (state.number === 0 && state.switches === 0) return builtInTables()
  const off = new Set(state.off)
  const all = overlayRows(state.tables)
  const kept = Object.fromEntries(
    WARNING_TABLES.map((name) => [name, all[name].filter(({ id }) => !off.has(id))]),
  )
  const rows = { ...all, ...kept }
  return compileTables(rows, { ...builtInTables().sources, ...state.tables.sources }, versionName(state))
}
