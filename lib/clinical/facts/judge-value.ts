import type { FactOf, Quantity, ReferenceRange, ValueFlag } from '@/lib/clinical/contract'
import { ADULT_FROM_YEARS, canonicalUnit, factorOf, type Analyte } from '@/lib/clinical/facts/analytes'

/** Whom a value belongs to; null where the text does not say. */
export interface Subject {
  years: number | null
  sex: FactOf<'sex'>['value'] | null
}

export type Judgement = Pick<FactOf<'lab'>, 'canonical' | 'flag' | 'range'> & {
  suggestion?: Quantity
  assumed?: true
  worst?: ValueFlag
}

const within = (value: number, [low, high]: readonly number[]) =>
  value >= (low ?? -Infinity) && value <= (high ?? Infinity)

/** Five significant digits, so that a conversion shows no noise of binary fractions. */
const rounded = (value: number) => Number(value.toPrecision(5))

/** The adult interval for the sex; where the sex is not known, from the lowest to the highest of both. */
export function rangeFor(analyte: Analyte, { years, sex }: Subject): ReferenceRange | null {
  const { range, source } = analyte
  if (!range || (years !== null && years < ADULT_FROM_YEARS)) return null
  const own = range.all ?? (sex ? range[sex] : undefined)
  if (own) return { ...own, source }
  const lows = [range.male?.low, range.female?.low].filter((low) => low !== undefined)
  const highs = [range.male?.high, range.female?.high].filter((high) => high !== undefined)
  return {
    ...(lows.length > 0 ? { low: Math.min(...lows) } : {}),
    ...(highs.length > 0 ? { high: Math.max(...highs) } : {}),
    source,
  }
}

function flagOf(value: number, range: ReferenceRange | null, critical: Analyte['critical']): ValueFlag {
  if (critical?.low !== undefined && value <= critical.low) return 'critical_low'
  if (critical?.high !== undefined && value >= critical.high) return 'critical_high'
  if (!range) return 'unknown'
  if (range.low !== undefined && value < range.low) return 'low'
  if (range.high !== undefined && value > range.high) return 'high'
  return 'normal'
}

/** What an unlikely value may have meant: the same number in another unit of the analyte, else a slip of the decimal point. */
function likelyMeant(analyte: Analyte, value: number, unit: string): Quantity | undefined {
  for (const [other, factor] of Object.entries(analyte.units)) {
    if (other !== unit && factor !== null && within(value * factor, analyte.usual)) {
      return { value, unit: other }
    }
  }
  const factor = analyte.units[unit] ?? 1
  for (const slip of [0.1, 10, 0.01, 100]) {
    if (within(value * slip * factor, analyte.usual)) return { value: rounded(value * slip), unit }
  }
  return undefined
}

/** The flag of a number taken in the analyte's own unit, to ask about where something else may be meant. */
const worstOf = (analyte: Analyte, value: number, range: ReferenceRange | null): Pick<Judgement, 'worst'> => {
  const worst = flagOf(value, range, analyte.critical)
  return worst === 'unknown' || worst === 'normal' ? {} : { worst }
}

/**
 * A value without a unit: in the analyte's own where that is plausible, marked as assumed. Where only another unit is, that one
 * is asked about; where none is, the unit is missing.
 */
function judgeWithoutUnit(analyte: Analyte, value: number, subject: Subject): Judgement {
  const unit = canonicalUnit(analyte)
  const range = rangeFor(analyte, subject)
  if (within(value, analyte.usual)) {
    return { canonical: { value, unit }, flag: flagOf(value, range, analyte.critical), range, assumed: true }
  }
  const suggestion = likelyMeant(analyte, value, unit)
  const doubt = { canonical: null, range: null, ...worstOf(analyte, value, range) }
  return suggestion ? { ...doubt, flag: 'unit_suspect', suggestion } : { ...doubt, flag: 'unit_missing' }
}

/**
 * A laboratory value in the analyte's own unit, judged against hard limits, the usual band, the critical values and the
 * reference interval for age and sex, in that order. A value outside the usual band that another unit or a factor of ten would
 * explain is `unit_suspect`, with what was probably meant and what it would be as written.
 */
export function judgeValue(
  analyte: Analyte,
  { value, unit }: { value: number; unit: string | null },
  subject: Subject,
): Judgement {
  const own = canonicalUnit(analyte)
  if (unit === null && !analyte.unitless) return judgeWithoutUnit(analyte, value, subject)
  const factor = analyte.unitless ? 1 : factorOf(analyte, unit ?? '')
  if (factor === undefined || (analyte.unitless && unit !== null)) {
    return { canonical: null, flag: 'unit_wrong', range: null }
  }
  if (factor === null) return { canonical: null, flag: 'unknown', range: null }
  const canonical = { value: rounded(value * factor), unit: own }
  const range = rangeFor(analyte, subject)
  const suggestion = within(canonical.value, analyte.usual)
    ? undefined
    : likelyMeant(analyte, value, unit ?? own)
  const worst = worstOf(analyte, canonical.value, range)
  if (suggestion) return { canonical, flag: 'unit_suspect', range, suggestion, ...worst }
  if (!within(canonical.value, analyte.hard)) return { canonical, flag: 'impossible', range, ...worst }
  return { canonical, flag: flagOf(canonical.value, range, analyte.critical), range }
}
