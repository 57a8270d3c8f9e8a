import type { Patient } from '@/lib/clinical/medication/patient'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { Order } from '@/lib/clinical/medication/read-orders'
import type { MedicationSeverity } from '@/lib/clinical/medication/table-schema'

export const WARNING_KINDS = [
  'interaction',
  'renal',
  'hepatic',
  'pregnancy',
  'lactation',
  'age',
  'disease',
  'dose',
  'route',
  'allergy',
  'duplicate',
  'incompatibility',
] as const
export type WarningKind = (typeof WARNING_KINDS)[number]

/** What one row says of the orders, before it is put into words. */
export interface Hit {
  kind: WarningKind
  severity: MedicationSeverity
  row: { id: string; zh: string; en: string; source: string; recalled?: true | undefined }
  orders: readonly Order[]
  /** What of the patient meets the row, for the sentence. */
  because?: { zh: string; en: string }
}

/** What the rules are asked about. */
export interface CheckedOrders {
  orders: readonly Order[]
  patient: Patient
  tables: MedicationTables
}

export type MedicationRule = (checked: CheckedOrders) => Hit[]
