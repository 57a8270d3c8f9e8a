import { isPatients, wasPatients } from '@/lib/clinical/assertion/assertion'
import sources from '@/lib/clinical/calculators/fact-sources.json'
import type { Entry } from '@/lib/clinical/calculators/compute'
import type { Calculator, CalculatorInput, NumberInput } from '@/lib/clinical/calculators/definition'
import type { Fact, FactKind, FactOf, Span, Term } from '@/lib/clinical/contract'

/** An input filled from the case, with the words it came from. */
export interface FilledInput {
  entry: Entry
  from: Span
}

interface Case {
  facts: readonly Fact[]
  terms: readonly Term[]
}

const lastOf = <K extends FactKind>({ facts }: Case, kind: K): FactOf<K> | undefined =>
  facts.findLast(
    (fact): fact is FactOf<K> =>
      fact.kind === kind && !('doubt' in fact) && !('status' in fact && fact.status),
  )

/** The tables with any fact as key: a fact that a table does not have is undefined. */
type Lookup<V> = Readonly<Partial<Record<string, V>>>
const LABS: Lookup<string> = sources.labs
const VITAL_SIGNS: Lookup<string> = sources.vitals
const DIAGNOSES: Lookup<readonly string[]> = sources.diagnoses
const DRUGS: Lookup<readonly string[]> = sources.drugs

/** Values that a body does not show, or whose unit is in doubt, are left to the physician. */
const DOUBTFUL: ReadonlySet<string> = new Set(['impossible', 'unit_suspect', 'unit_missing', 'unit_wrong'])

const firstUnit = (input: NumberInput): string => input.units[0]?.unit ?? ''

function measured(input: NumberInput, fact: string, { facts }: Case): FilledInput | null {
  const [analyte, vital] = [LABS[fact], VITAL_SIGNS[fact]]
  const found = facts.findLast(
    (one) =>
      ((one.kind === 'lab' && one.analyte === analyte && one.canonical !== null && !one.assumed) ||
        (one.kind === 'vital' && one.vital === vital)) &&
      !DOUBTFUL.has(one.flag) &&
      !one.status,
  )
  if (found?.kind === 'lab' && found.canonical && !found.comparator) {
    // As written where the input knows the unit: a source may have limits of its own in it.
    if (found.unit !== null && input.units.some(({ unit }) => unit === found.unit)) {
      return { entry: { value: found.value, unit: found.unit }, from: found }
    }
    return { entry: { value: found.canonical.value, unit: firstUnit(input) }, from: found }
  }
  if (found?.kind !== 'vital') return null
  // The contract gives the inspired fraction, the first unit is per cent.
  const value = found.vital === 'fio2' ? Math.round(found.value * 1000) / 10 : found.value
  return { entry: { value, unit: firstUnit(input) }, from: found }
}

function bodyMassIndex(input: NumberInput, given: Case): FilledInput | null {
  const weight = lastOf(given, 'weight')
  const height = lastOf(given, 'height')
  if (!weight || !height) return null
  const value = Math.round((weight.kilograms / (height.centimetres / 100) ** 2) * 10) / 10
  return { entry: { value, unit: firstUnit(input) }, from: weight }
}

function numberFrom(input: NumberInput, fact: string, given: Case): FilledInput | null {
  if (fact === 'age') {
    const age = lastOf(given, 'age')
    return age ? { entry: { value: Math.floor(age.years), unit: firstUnit(input) }, from: age } : null
  }
  if (fact === 'weight') {
    const weight = lastOf(given, 'weight')
    return weight ? { entry: { value: weight.kilograms, unit: 'kg' }, from: weight } : null
  }
  if (fact === 'height') {
    const height = lastOf(given, 'height')
    return height ? { entry: { value: height.centimetres, unit: 'cm' }, from: height } : null
  }
  return fact === 'bmi' ? bodyMassIndex(input, given) : measured(input, fact, given)
}

function termFor(fact: string, { terms }: Case): Term | undefined {
  const codes = DIAGNOSES[fact]
  const drugs = DRUGS[fact]
  return terms.find((term) => {
    if (!(term.kind === 'diagnosis' ? wasPatients : isPatients)(term.status)) return false
    if (codes?.some((code) => term.icd10?.startsWith(code))) return true
    return drugs?.some((code) => term.atc?.startsWith(code)) ?? false
  })
}

/** A yes that values or signs give; a no is never concluded from a case that is silent. */
function derived(fact: string, given: Case): Span | undefined {
  const { facts, terms } = given
  const vital = (name: string, holds: (value: number) => boolean) =>
    facts.find((one) => one.kind === 'vital' && one.vital === name && !one.status && holds(one.value))
  switch (fact) {
    case 'raisedTroponin':
      return facts.find(
        (one) =>
          one.kind === 'lab' &&
          one.analyte.startsWith('troponin') &&
          !one.status &&
          ['high', 'critical_high'].includes(one.flag),
      )
    case 'stDeviation':
      return terms.find((term) => isPatients(term.status) && /^ST.segment/i.test(term.preferred.en))
    case 'lowPressureCurb':
      return vital('systolic', (value) => value < 90) ?? vital('diastolic', (value) => value <= 60)
    case 'highPressureAbcd2':
      return vital('systolic', (value) => value >= 140) ?? vital('diastolic', (value) => value >= 90)
    default:
      return termFor(fact, given)
  }
}

function fill(input: CalculatorInput, given: Case): FilledInput | null {
  const { fact } = input
  if (fact === undefined) return null
  if (input.kind === 'number') return numberFrom(input, fact, given)
  if (fact === 'sex') {
    const sex = lastOf(given, 'sex')
    return sex ? { entry: sex.value, from: sex } : null
  }
  const from = derived(fact, given)
  if (!from) return null
  if (input.kind === 'yesNo') return { entry: true, from }
  return input.kind === 'choice' && input.options.some(({ id }) => id === 'yes')
    ? { entry: 'yes', from }
    : null
}

/** The inputs of a calculator that the case gives, each with the words it came from. The newest statement of a value counts. */
export function fillInputs({ inputs }: Calculator, given: Case): Record<string, FilledInput> {
  const filled: Record<string, FilledInput> = {}
  for (const input of inputs) {
    const found = fill(input, given)
    if (found) filled[input.id] = found
  }
  return filled
}
