import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { Clearance, Patient } from '@/lib/clinical/medication/patient'
import { LOOKED_KINDS, MISSING_FACTS, type LOOKED_STATES } from '@/lib/clinical/medication/told-facts'
import { NOT_PREGNANT } from '@/lib/clinical/medication/read-patient'

type MissingPatientFact = (typeof MISSING_FACTS)[number]

/** What was read of a patient, as it is shown beside the orders; null for what was not read. */
export interface ToldPatient {
  ageYears: number | null
  sex: 'male' | 'female' | null
  kilograms: number | null
  /** μmol/L. */
  creatinine: number | null
  clearance: Clearance | null
  pregnant: boolean
  pregnancyWeeks: number | null
  lactating: boolean
  childPugh: 'A' | 'B' | 'C' | null
  liverActive: boolean
  allergies: { zh: string; en: string }[]
  /** What a check could also use and the text does not say. */
  missing: MissingPatientFact[]
}

const FERTILE = { from: 12, to: 55 }
const mayBePregnant = ({ sex, ageYears = 30 }: Patient) =>
  sex === 'female' && ageYears >= FERTILE.from && ageYears <= FERTILE.to

/** Words on the liver: no heparin, and none that say that nothing is known of it. */
const LIVER_TOLD = /肝(?!素|功能?(?:未查|不详|未知))|liver|hepatic|child-?pugh|转氨酶|\balt\b/

/** Which facts that rules ask about a folded text of facts does not say. */
function missingIn(patient: Patient, text: string): MissingPatientFact[] {
  const { ageYears, child, sex, clearance, clearanceBy, childPugh, liverActive, pregnant, lactating } =
    patient
  const lacks: Record<MissingPatientFact, boolean> = {
    age: ageYears === undefined && !child,
    sex: sex === undefined,
    kidney: clearance === undefined,
    weight: clearanceBy === 'ckd_epi' || clearanceBy === 'best_case',
    liver: childPugh === undefined && !liverActive && !LIVER_TOLD.test(text),
    pregnancy: mayBePregnant(patient) && !pregnant && !lactating && !NOT_PREGNANT.test(text),
    allergies: !/过敏|allerg|nkda/.test(text),
  }
  return MISSING_FACTS.filter((fact) => lacks[fact])
}

/** What was read of a patient; `text` are the facts without the orders, folded: a drug's name says nothing of an organ. */
export function tellPatient(patient: Patient, text: string, { drugs }: MedicationTables): ToldPatient {
  const { clearance, clearanceBy } = patient
  return {
    ageYears: patient.ageYears ?? null,
    sex: patient.sex ?? null,
    kilograms: patient.kilograms ?? null,
    creatinine: patient.creatinine ?? null,
    clearance: clearance === undefined || !clearanceBy ? null : { value: clearance, by: clearanceBy },
    pregnant: patient.pregnant,
    pregnancyWeeks: patient.pregnancyWeeks ?? null,
    lactating: patient.lactating,
    childPugh: patient.childPugh ?? null,
    liverActive: patient.liverActive,
    allergies: patient.allergies.flatMap(({ group, substances }) => {
      const named = substances.flatMap((id) => drugs.substance(id) ?? []).map(({ zh, en }) => ({ zh, en }))
      const [name] = group?.names ?? []
      return named.length > 0 || name === undefined ? named : [{ zh: name, en: name }]
    }),
    missing: missingIn(patient, text),
  }
}

/** Of a drug without a warning of a kind: looked at and nothing found, a fact is missing for it, or no row speaks of it. */
export interface Looked {
  kind: (typeof LOOKED_KINDS)[number]
  state: (typeof LOOKED_STATES)[number]
}

const TABLES = {
  renal: 'kidney',
  hepatic: 'liver',
  age: 'age',
  pregnancy: 'pregnancy',
  lactation: 'lactation',
} as const

/** What was looked at for the substances of a line beyond its warnings (`warned`); kinds that cannot concern the patient are left out. */
export function lookedAt(
  ids: readonly string[],
  {
    patient,
    told,
    tables,
    warned,
  }: { patient: Patient; told: ToldPatient; tables: MedicationTables; warned: ReadonlySet<string> },
): Looked[] {
  const unknown = {
    renal: patient.clearance === undefined,
    hepatic: told.missing.includes('liver'),
    age: told.missing.includes('age'),
    pregnancy: told.missing.includes('pregnancy'),
    lactation: false,
  }
  const concerns = {
    ...{ renal: true, hepatic: true, age: true },
    pregnancy: patient.pregnant || unknown.pregnancy,
    lactation: patient.lactating,
  }
  return LOOKED_KINDS.filter((kind) => concerns[kind] && !warned.has(kind)).map((kind) => {
    const rows: readonly { drugs: readonly string[]; except?: readonly string[] | undefined }[] =
      tables.rows[TABLES[kind]]
    const has = rows.some(({ drugs, except = [] }) =>
      ids.some((id) => tables.drugs.has(drugs, id) && !tables.drugs.has(except, id)),
    )
    return { kind, state: !has ? 'no_rule' : unknown[kind] ? 'unknown' : 'clear' }
  })
}
