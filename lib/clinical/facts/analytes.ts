import table from '@/lib/clinical/facts/analytes.json'

interface Interval {
  low?: number
  high?: number
}

/** One row of the analyte table. `units` gives the factor to the first unit; null where there is no plain factor. */
export interface Analyte {
  id: string
  zh: string
  en: string
  names: readonly string[]
  /** Names that are those of a drug, too: only behind them a concentration with its unit is a level. */
  asDrug?: readonly string[]
  /** Spellings that count only exactly as written: `K`, `Cr`. */
  exact?: readonly string[]
  units: Readonly<Record<string, number | null>>
  unitless?: boolean
  /** A value may be below nought: base excess. */
  signed?: boolean
  /** The name says its own specimen or it is no laboratory test: 尿比重, 眼压, FEV1. */
  bare?: boolean
  /** Counts only with its unit: C3 is a vertebra, too. */
  bound?: boolean
  /** Outside of these no living body was seen; inside of `usual` nothing needs asking. Both in the first unit. */
  hard: readonly number[]
  usual: readonly number[]
  range?: { all?: Interval; male?: Interval; female?: Interval }
  critical?: Interval
  source: string
}

export const ANALYTES = table.rows as readonly Analyte[]
export const ADULT_FROM_YEARS = table.adultFrom

/** Spellings of one unit: enzymes are reported in U/L and IU/L, hormones in mU/L and mIU/L. */
const SAME_UNIT: Readonly<Record<string, string>> = {
  'IU/L': 'U/L',
  'U/L': 'IU/L',
  'mU/L': 'mIU/L',
  'μU/mL': 'μIU/mL',
  'IU/mL': 'U/mL',
  'U/mL': 'IU/mL',
}

/** The factor of a unit to the analyte's own; null where there is no plain one, undefined for a unit of another kind. */
export const factorOf = ({ units }: Analyte, unit: string): number | null | undefined =>
  units[unit] ?? (unit in units ? null : units[SAME_UNIT[unit] ?? ''])

/** The unit that values are compared in; empty for a ratio or pH. */
export const canonicalUnit = (analyte: Analyte): string => Object.keys(analyte.units)[0] ?? ''
