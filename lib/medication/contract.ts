import { z } from 'zod'
import {
  HOSPITAL_TABLES,
  ROW_CHANGES,
  SEVERITIES,
  WARNING_TABLES,
} from '@/lib/clinical/medication/table-schema'
import { CLEARANCE_BY } from '@/lib/clinical/medication/patient'
import { LOOKED_KINDS, LOOKED_STATES, MISSING_FACTS } from '@/lib/clinical/medication/told-facts'
import { WARNING_KINDS } from '@/lib/clinical/medication/warning'
import { localeSchema } from '@/lib/shared/locale-schema'
import { person } from '@/lib/shared/person'

/** Most lines of one check, and the longest line and story. */
export const DRUG_LINES_MAX = 60
export const DRUG_LINE_MAX = 200
export const FACTS_MAX = 4000
export const CHECK_MAX_BODY_BYTES = 128 * 1024

export const checkMedicationInput = z.strictObject({
  drugs: z.array(z.string().trim().min(1).max(DRUG_LINE_MAX)).min(1).max(DRUG_LINES_MAX),
  facts: z.string().max(FACTS_MAX).optional(),
  locale: localeSchema.optional(),
})
export type CheckMedicationInput = z.infer<typeof checkMedicationInput>

const substanceSchema = z.object({
  id: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  atc: z.string().nullable(),
})
const warningSchema = z.object({
  kind: z.enum(WARNING_KINDS),
  severity: z.enum(SEVERITIES),
  /** Which lines of the request it is about, from 0. */
  drugs: z.array(z.int().nonnegative()),
  message: z.string(),
  source: z.object({ title: z.string(), year: z.int() }),
  row: z.string(),
  recalled: z.boolean(),
  substances: z.array(z.string()),
})
export type CheckedWarning = z.infer<typeof warningSchema>

/** What was read of the patient; null for what was not read. */
const toldPatient = z.object({
  ageYears: z.number().nullable(),
  sex: z.enum(['male', 'female']).nullable(),
  kilograms: z.number().nullable(),
  /** μmol/L. */
  creatinine: z.number().nullable(),
  clearance: z.object({ value: z.number(), by: z.enum(CLEARANCE_BY) }).nullable(),
  pregnant: z.boolean(),
  pregnancyWeeks: z.number().nullable(),
  lactating: z.boolean(),
  childPugh: z.enum(['A', 'B', 'C']).nullable(),
  liverActive: z.boolean(),
  allergies: z.array(z.object({ zh: z.string(), en: z.string() })),
  missing: z.array(z.enum(MISSING_FACTS)),
})
const looked = z.object({ kind: z.enum(LOOKED_KINDS), state: z.enum(LOOKED_STATES) })

export const checkMedicationOutput = z.object({
  /** The tables that were asked. */
  version: z.string(),
  patient: toldPatient,
  drugs: z.array(
    z.object({
      ...{ line: z.string(), substances: z.array(substanceSchema) },
      unknown: z.literal(true).optional(),
      /** What was looked at beyond the warnings. */
      looked: z.array(looked),
    }),
  ),
  warnings: z.array(warningSchema),
})
export type CheckedMedication = z.infer<typeof checkMedicationOutput>

/** Why a doctor keeps an order that has a serious warning. */
export const OVERRIDE_REASONS = [
  'benefit_outweighs',
  'monitored',
  'dose_adjusted',
  'no_alternative',
  'tolerated_before',
  'not_applicable',
  'specialist_decided',
] as const

export const overrideInput = z.strictObject({
  row: z.string().regex(/^[a-z][a-z0-9_.-]{0,63}$/),
  reason: z.enum(OVERRIDE_REASONS),
})
export type OverrideInput = z.infer<typeof overrideInput>

/** Lines on a page of rows. */
export const ROWS_PAGE = 50
const number = z.coerce.number().int().min(1).max(1_000_000)
const page = z.coerce.number().int().min(1).max(10_000).default(1)
const bothLanguages = z.object({ zh: z.string(), en: z.string() })
const rowFields = z.array(z.object({ field: bothLanguages, value: z.string() }))

/** Why a row of the tables is switched off. */
export const SWITCH_REASONS = [
  'leaflet_differs',
  'too_frequent',
  'superseded',
  'local_protocol',
  'mistaken',
] as const

const tableRow = z.object({
  table: z.enum(HOSPITAL_TABLES),
  id: z.string(),
  severity: z.enum(SEVERITIES).nullable(),
  drugs: bothLanguages,
  /** What the row says may happen; null for limits of doses and for drugs. */
  effect: bothLanguages.nullable(),
  /** What else it says, field by field. */
  fields: rowFields,
  source: bothLanguages.extend({ year: z.int() }),
  recalled: z.boolean(),
  /** Whether the hospital's tables hold it. */
  own: z.boolean(),
  off: z.object({ reason: z.enum(SWITCH_REASONS), by: person, at: z.iso.datetime() }).nullable(),
})
export type TableRow = z.infer<typeof tableRow>

export const VERSION_STATES = ['proposed', 'in_force', 'rejected', 'superseded'] as const
const tablesVersion = z.object({
  number: z.int(),
  state: z.enum(VERSION_STATES),
  sha256: z.string(),
  rows: z.int(),
  proposedBy: person,
  proposedAt: z.iso.datetime(),
  decidedBy: person.nullable(),
  decidedAt: z.iso.datetime().nullable(),
  own: z.boolean(),
})
export type TablesVersion = z.infer<typeof tablesVersion>

export const tablesOutput = z.object({
  /** As the trail and every check name the tables in force. */
  version: z.string(),
  inForce: tablesVersion.nullable(),
  counts: z.object({ rows: z.int(), own: z.int(), recalled: z.int(), off: z.int() }),
  /** The hospital's versions, newest first. */
  versions: z.array(tablesVersion),
})

export const versionParams = z.object({ number })
export const compareQuery = z.strictObject({ change: z.enum(ROW_CHANGES).optional(), page })
const comparedRow = tableRow.omit({ own: true, off: true }).extend({
  change: z.enum(ROW_CHANGES),
  /** Warns anew, or more strongly than the row in force. */
  stronger: z.boolean(),
  /** The fields of a changed row that differ, as they are in force and as they would be. */
  was: rowFields,
  becomes: rowFields,
})
export type ComparedTableRow = z.infer<typeof comparedRow>
export const compareOutput = z.object({
  version: tablesVersion,
  /** Number of the version in force that it was compared with; 0 for the portal's tables alone. */
  seen: z.int(),
  counts: z.object({ added: z.int(), changed: z.int(), removed: z.int(), stronger: z.int() }),
  rows: z.array(comparedRow),
  total: z.int(),
})
export const decideTablesInput = z.strictObject({
  decision: z.enum(['approve', 'reject']),
  seen: z.int().nonnegative(),
})

export const listRowsQuery = z.strictObject({
  search: z.string().trim().max(128).optional(),
  table: z.enum(WARNING_TABLES).optional(),
  state: z.enum(['off', 'recalled', 'own']).optional(),
  page,
})
export const listRowsOutput = z.object({ rows: z.array(tableRow), total: z.int() })
export const rowParams = z.object({ row: z.string().regex(/^[a-z][a-z0-9_.-]{0,63}$/) })
/** Switches a row off for a reason, or restores it. */
export const switchRowInput = z.discriminatedUnion('off', [
  z.strictObject({ off: z.literal(true), reason: z.enum(SWITCH_REASONS) }),
  z.strictObject({ off: z.literal(false) }),
])
export type SwitchRowInput = z.infer<typeof switchRowInput>
