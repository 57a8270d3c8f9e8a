import { mayBeTaken, wasPatients } from '@/lib/clinical/assertion/assertion'
import { CALCULATORS } from '@/lib/clinical/calculators/calculators'
import { compute } from '@/lib/clinical/calculators/compute'
import { fillInputs, type FilledInput } from '@/lib/clinical/calculators/fill-inputs'
import { resultFigure } from '@/lib/clinical/calculators/result-text'
import words from '@/lib/clinical/card/card-words.json'
import type { Fact, FactKind, FactOf, MissingFact, Term, ValueFlag } from '@/lib/clinical/contract'
import type { RedFlag } from '@/lib/clinical/red-flags/red-flag'
import type { Locale } from '@/lib/shared/locale'

/** What is known of a question when its card is made. */
export interface CardCase {
  text: string
  facts: readonly Fact[]
  terms: readonly Term[]
  flags: readonly RedFlag[]
  missing: readonly MissingFact[]
}

type Words = (typeof words)['zh-CN']
export const wordsOf = (locale: Locale): Words => words[locale]

const ofKind = <K extends FactKind>({ facts }: CardCase, kind: K): FactOf<K>[] =>
  facts.filter((fact): fact is FactOf<K> => fact.kind === kind)
const nameIn = ({ zh, en }: { zh: string; en: string }, locale: Locale) => (locale === 'en' ? en : zh)
const unique = (items: readonly string[]) => [...new Set(items)]

function patient(told: CardCase, locale: Locale): string[] {
  const { units, sex, pregnancy, weeks } = wordsOf(locale)
  const [age] = ofKind(told, 'age')
  const [gender] = ofKind(told, 'sex')
  const [state] = ofKind(told, 'pregnancy')
  return [
    ...(age && !age.doubt ? [`${age.value}${units[age.unit]}`] : []),
    ...(gender && !gender.doubt ? [sex[gender.value]] : []),
    ...(state && state.value !== 'not_pregnant'
      ? [
          pregnancy[state.value] +
            (state.weeks === undefined ? '' : weeks.replace('{weeks}', String(state.weeks))),
        ]
      : []),
    ...ofKind(told, 'weight')
      .slice(0, 1)
      .map(({ kilograms }) => `${kilograms} kg`),
  ]
}

/** How a value is judged, in words; null for a normal one and for one that nothing judges. */
function judged(flag: ValueFlag, locale: Locale): string | null {
  const { flagNames } = wordsOf(locale)
  if (flag === 'normal' || flag === 'unknown') return null
  return flag in flagNames ? flagNames[flag as keyof typeof flagNames] : flagNames.doubt
}

function values(told: CardCase, locale: Locale): string[] {
  const { vitals, open, close } = wordsOf(locale)
  return told.facts.flatMap((fact) => {
    if ((fact.kind !== 'lab' && fact.kind !== 'vital') || fact.status || fact.superseded) return []
    const judgement = judged(fact.flag, locale)
    if (!judgement) return []
    const name = fact.kind === 'vital' ? vitals[fact.vital] : nameIn(fact.name, locale)
    const comparator = fact.kind === 'lab' ? (fact.comparator ?? '') : ''
    const unit = fact.unit ? ` ${fact.unit}` : ''
    return [`${name} ${comparator}${fact.value}${unit}${open}${judgement}${close}`]
  })
}

/** Calculators whose result every case may use, in this order. */
const COMPUTED = [
  'egfr-ckd-epi-2021',
  'cockcroft-gault',
  'pf-ratio',
  'corrected-calcium',
  'anion-gap',
  'map',
  'bmi',
]

/** The words of the case that a result was computed from, each once; age, sex and weight stand in the line of the patient. */
const saidFrom = (inputs: readonly FilledInput[], facts: readonly Fact[]): string => {
  const patients = new Set(
    facts.filter(({ kind }) => ['age', 'sex', 'weight'].includes(kind)).map(({ start }) => start),
  )
  return unique(inputs.filter(({ from }) => !patients.has(from.start)).map(({ from }) => from.surface)).join(
    '+',
  )
}

/** Who published a formula and when: `Inker LA et al. New creatinine…` is Inker 2021. */
const authorOf = ({ title, year }: { title: string; year: number }): string =>
  `${/^[^ ,.:]+/.exec(title)?.[0] ?? title} ${year}`

function computed({ facts, terms }: CardCase, locale: Locale): string[] {
  const { open, close, computedBy } = wordsOf(locale)
  return COMPUTED.flatMap((id) => {
    const calculator = CALCULATORS.find((one) => one.id === id)
    const [first] = calculator?.results ?? []
    if (!calculator || !first) return []
    const filled = fillInputs(calculator, { facts, terms })
    const entries = Object.fromEntries(Object.entries(filled).map(([input, { entry }]) => [input, entry]))
    const result = compute(calculator, entries)
    const value = result.state === 'done' ? result.results[0]?.value : null
    if (value === null || value === undefined) return []
    const figure = `${first.label[locale]} ${resultFigure(value, first)}`
    return [
      `${figure}${open}${saidFrom(Object.values(filled), facts)}${computedBy}${authorOf(calculator.source)}${close}`,
    ]
  })
}

function drugs(told: CardCase, locale: Locale): string[] {
  const { open, close, planned, unclear } = wordsOf(locale)
  return ofKind(told, 'drug')
    .filter(({ status }) => mayBeTaken(status))
    .map(({ name, dose, frequency, status }) => {
      const how = [dose ? `${dose.value} ${dose.unit}` : '', frequency?.text ?? ''].filter(Boolean).join(' ')
      const named = how === '' ? nameIn(name, locale) : `${nameIn(name, locale)} ${how}`
      const mark = status === 'planned' ? planned : status === 'uncertain' ? unclear : null
      return mark ? `${named}${open}${mark}${close}` : named
    })
}

function allergies(told: CardCase, locale: Locale): string[] {
  const known = ofKind(told, 'allergy')
  const named = known.flatMap(({ none, substance }) => (none || substance === null ? [] : [substance]))
  return named.length === 0 && known.some(({ none }) => none) ? [wordsOf(locale).noAllergy] : named
}

function diagnoses({ terms }: CardCase, locale: Locale): string[] {
  const { open, close, suspected } = wordsOf(locale)
  return terms
    .filter(({ kind, status }) => kind === 'diagnosis' && (wasPatients(status) || status === 'rule_out'))
    .map(({ preferred, icd10, status }) => {
      const notes = [icd10, status === 'rule_out' ? suspected : undefined].filter(Boolean).join(' ')
      return notes === '' ? nameIn(preferred, locale) : `${nameIn(preferred, locale)}${open}${notes}${close}`
    })
}

/** The items of each line of a card, the line that must not be lost first. Each item once. */
export function cardItems(
  told: CardCase,
  locale: Locale,
): { label: keyof Words['labels']; items: string[] }[] {
  const { missing } = wordsOf(locale)
  const lines = [
    { label: 'patient', items: patient(told, locale) },
    { label: 'flags', items: told.flags.map(({ name }) => name[locale]) },
    { label: 'allergies', items: allergies(told, locale) },
    { label: 'values', items: values(told, locale) },
    { label: 'drugs', items: drugs(told, locale) },
    { label: 'computed', items: computed(told, locale) },
    { label: 'diagnoses', items: diagnoses(told, locale) },
    {
      label: 'missing',
      items: told.missing.filter(({ level }) => level === 'must').map(({ id }) => missing[id]),
    },
  ] as const
  return lines.map(({ label, items }) => ({ label, items: unique(items) }))
}
