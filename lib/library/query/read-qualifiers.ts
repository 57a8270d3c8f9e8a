import { readyText } from '@/lib/clinical/assertion/assert-places'
import type { Fact } from '@/lib/clinical/contract'
import { judgeValue } from '@/lib/clinical/facts/judge-value'
import { lexMeasurements } from '@/lib/clinical/facts/lex-measurements'
import type { MeasuredValue } from '@/lib/clinical/facts/measurement'
import type { Analyte } from '@/lib/clinical/facts/analytes'
import { conceptToken } from '@/lib/library/index/words'
import type { QueryGroup } from '@/lib/library/query/library-query'
import table from '@/lib/library/query/qualifiers.json'

const WEIGHT = 0.5
const ANYBODY = { years: null, sex: null }
/** A limit below a number means the values under it. */
const JUST_BELOW = 0.999

interface ValueRow {
  analyte?: string
  vital?: string
  high: readonly string[]
  low: readonly string[]
}
const VALUES: readonly ValueRow[] = table.values

const group = (tokens: readonly string[]): QueryGroup[] =>
  tokens.length === 0
    ? []
    : [{ role: 'qualifier', weight: WEIGHT, any: tokens.map((token) => ({ token, weight: 1 })) }]
const concepts = (names: readonly string[]) => names.flatMap((name) => group([conceptToken(name)]))

function ofFlag(key: 'analyte' | 'vital', name: string, flag: string): QueryGroup[] {
  const row = VALUES.find((one) => one[key] === name)
  if (!row) return []
  if (flag.endsWith('high')) return concepts(row.high)
  return flag.endsWith('low') ? concepts(row.low) : []
}

const below = (value: number, comparator: '<' | '>' | undefined) =>
  comparator === '<' ? value * JUST_BELOW : value

const isOfKidneys = (analyte: string) => table.kidney.analytes.includes(analyte)

function ofKidneys(value: number): QueryGroup[] {
  const { bands, impairedBelow, impaired } = table.kidney
  const tokens = bands
    .filter(({ atLeast, below }) => value >= atLeast && value < below)
    .flatMap((band) => band.tokens)
  return [...group(tokens), ...(value < impairedBelow ? group(impaired.map(conceptToken)) : [])]
}

const ofAge = (years: number): QueryGroup[] =>
  table.ages
    .filter(({ atLeast = 0, below = Infinity }) => years >= atLeast && years < below)
    .flatMap((row) => concepts(row.concepts))

function ofFact(fact: Fact): QueryGroup[] {
  if (fact.kind === 'age') return ofAge(fact.years)
  if (fact.kind === 'pregnancy') return fact.value === 'pregnant' ? concepts(table.pregnant) : []
  if (fact.kind !== 'lab' && fact.kind !== 'vital') return []
  if (fact.superseded || fact.status) return []
  if (fact.kind === 'vital') return ofFlag('vital', fact.vital, fact.flag)
  if (isOfKidneys(fact.analyte)) {
    return ofKidneys(below(fact.canonical?.value ?? fact.value, fact.comparator))
  }
  return ofFlag('analyte', fact.analyte, fact.worst ?? fact.flag)
}

/** What the facts of a case add to a question: eGFR 28 asks for G4, 15–29 and impaired kidneys. */
export const qualifiersOf = (facts: readonly Fact[]): QueryGroup[] => facts.flatMap(ofFact)

/** A value that a question names, `from` to `to` in its folded text, with what it adds. */
export interface Measured {
  from: number
  to: number
  groups: readonly QueryGroup[]
}

function ofValue(analyte: Analyte, { value, unit, comparator }: MeasuredValue): QueryGroup[] {
  const meant = below(value, comparator)
  if (isOfKidneys(analyte.id)) return ofKidneys(meant)
  const { flag, worst } = judgeValue(analyte, { value: meant, unit }, ANYBODY)
  return ofFlag('analyte', analyte.id, worst ?? flag)
}

/**
 * The laboratory values of a question, whosever they are: one that stands under an "if" is looked up all the same. Linear in the
 * length of the text.
 */
export function measuredIn(question: string): Measured[] {
  const { folded, layout } = readyText(question)
  return lexMeasurements(folded, layout.edges).flatMap((one) => {
    if (one.kind !== 'lab') return []
    return one.values.map((value) => ({
      from: value.from,
      to: value.to,
      groups: ofValue(one.analyte, value),
    }))
  })
}
