import type { RowOf } from '@/lib/clinical/medication/table-schema'

export interface PatientAllergy {
  group: RowOf<'allergies'> | undefined
  /** Ids of the substances named. */
  substances: readonly string[]
  /** The reaction was anaphylaxis or another that threatens life. */
  severe: boolean
  /** Where the text names them, in units of its folded text. */
  places?: readonly number[]
}

/** As stated, from dialysis or a stage, by a formula, or by the formula for the best case: a man of forty. */
export const CLEARANCE_BY = [
  'stated',
  'dialysis',
  'stage',
  'cockcroft_gault',
  'ckd_epi',
  'best_case',
] as const
export interface Clearance {
  value: number
  by: (typeof CLEARANCE_BY)[number]
}

/** What the rules know of a patient. What is missing is not known, never normal. */
export interface Patient {
  ageYears: number | undefined
  /** True where the text says child without an age. */
  child: boolean
  sex: 'male' | 'female' | undefined
  kilograms: number | undefined
  pregnant: boolean
  pregnancyWeeks: number | undefined
  lactating: boolean
  /** mL/min or mL/min/1.73 m²: as stated, or computed from creatinine, age, sex and weight. */
  clearance: number | undefined
  clearanceBy?: Clearance['by'] | undefined
  /** μmol/L. */
  creatinine?: number | undefined
  childPugh: 'A' | 'B' | 'C' | undefined
  liverActive: boolean
  platelets: number | undefined
  /** Ids of `conditions.json`. */
  conditions: ReadonlySet<string>
  allergies: readonly PatientAllergy[]
}

export const isAdult = ({ ageYears, child }: Patient): boolean =>
  ageYears === undefined ? !child : ageYears >= 12
export const isYounger = ({ ageYears, child }: Patient, years: number): boolean =>
  ageYears === undefined ? child && years >= 14 : ageYears < years
