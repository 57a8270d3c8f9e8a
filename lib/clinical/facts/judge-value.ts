import type { FactOf, Quantity, ReferenceRange, ValueFlag } from '@/lib/clinical/contract'
import { ADULT_FROM_YEARS, canonicalUnit, type Analyte } from '@/lib/clinical/facts/analytes'

/** Whom a value belongs to; null where the text does not say. */
export interface Subject {
  years: number | null
  sex: FactOf<'sex'>['value'] | null
}

export type Judgement = Pick<FactOf<'lab'>, 'canonical' | 'flag' | 'range'> & { suggestion?: Quantity }

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

const withSuggestion = (judgement: Judgement, suggestion: Quantity | undefined): Judgement =>
  suggestion ? { ...judgement, suggestion } : judgement

/** A value without a unit: the analyte's own unit when that is plausible, else another one of its units. */
function judgeWithoutUnit(analyte: Analyte, value: number): Judgement {
  const canonical = canonicalUnit(analyte)
  const plain = within(value, analyte.usual)
    ? { value, unit: canonical }
    : likelyMeant(analyte, value, canonical)
  return withSuggestion({ canonical: null, flag: 'unit_missing', range: null }, plain)
}

/**
 * A laboratory value in the analyte's own unit, judged against hard limits, the usual band, the critical values and the adult
 * reference interval, in that order. A value outside the usual band that another unit or a factor of ten would explain is
 * `unit_suspect`, with what was probably meant.
 */
export function judgeValue(
  analyte: Analyte,
  { value, unit }: { value: number; unit: string | null },
  subject: Subject,
): Judgement {
  const own = canonicalUnit(analyte)
  if (unit === null && !analyte.unitless) return judgeWithoutUnit(analyte, value)
  const factor = analyte.unitless ? 1 : analyte.units[unit ?? '']
  if (factor === undefined || (analyte.unitless && unit !== null)) {
    return { canonical: null, flag: 'unit_wrong', range: null }
  }
  if (factor === null) return { canonical: null, flag: 'unknown', range: null }
  const canonical = { value: rounded(value * factor), unit: own }
  const range = rangeFor(analyte, subject)
  const suggestion = within(canonical.value, analyte.usual)
    ? undefined
    : likelyMeant(analyte, value, unit ?? own)
  if (suggestion) return { canonical, flag: 'unit_suspect', range, suggestion }
  if (!within(canonical.value, analyte.hard)) return { canonical, flag: 'impossible', range }
  return { canonical, flag: flagOf(canonical.value, range, analyte.critical), range }
}
