import { wasPatients } from '@/lib/clinical/assertion/assertion'
import type { FactOf } from '@/lib/clinical/contract'
import { mark, type Marked, type Passage } from '@/lib/clinical/review/passage'
import { factsOf, type PassageRule, type ReviewedCase } from '@/lib/clinical/review/reviewed-answer'

const UNIT_FAULTS = {
  unit_missing: { rule: 'lab_without_unit', lighter: false },
  unit_wrong: { rule: 'lab_wrong_unit', lighter: false },
  unit_suspect: { rule: 'lab_wrong_unit', lighter: true },
  impossible: { rule: 'impossible_value', lighter: false },
} as const

/** Laboratory values without a unit, with one of another kind, or beyond what a body shows. */
export const labUnits: PassageRule = (passage) =>
  passage.facts.flatMap((fact) => {
    if (fact.kind !== 'lab' && fact.kind !== 'vital') return []
    // The reader takes the usual unit where none is written; an answer has to write it.
    const flag = fact.kind === 'lab' && fact.assumed ? 'unit_missing' : fact.flag
    if (!(flag in UNIT_FAULTS)) return []
    const { rule, lighter } = UNIT_FAULTS[flag as keyof typeof UNIT_FAULTS]
    return [
      mark(rule, fact, { lighter: lighter || (rule === 'lab_without_unit' && passage.section === null) }),
    ]
  })

/** A number that speaks of a limit, a target or a possibility is no statement of the patient's own value. */
function isStatement(passage: Passage, fact: { start: number; end: number; surface: string }): boolean {
  const sentence = passage.sentenceOf(fact)
  if (passage.has('threshold', sentence) || passage.has('hypothetical', sentence)) return false
  const next = passage.text.slice(fact.end, fact.end + 3)
  return !/^\s?[-–~～至到]/.test(next) && !/[-–~～]/.test(fact.surface)
}

type Measured = FactOf<'lab'> | FactOf<'vital'>
const keyOf = (fact: Measured): string => (fact.kind === 'lab' ? fact.analyte : fact.vital)

/** Rounding of a written value: half a unit of its last digit is at most half a per cent of what charts hold. */
const TOLERANCE = 0.006
const near = (a: number, b: number) => Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b))

function sameValue(a: Measured, b: Measured): boolean {
  if (near(a.value, b.value)) return true
  const canonical = (fact: Measured) => (fact.kind === 'lab' ? fact.canonical?.value : fact.value)
  const [one, other] = [canonical(a), canonical(b)]
  return one !== undefined && other !== undefined && near(one, other)
}

function measuredIn(passage: Passage): Measured[] {
  return [...factsOf(passage.facts, 'lab'), ...factsOf(passage.facts, 'vital')].filter(
    (fact) => !(fact.kind === 'lab' && fact.comparator) && isStatement(passage, fact),
  )
}

const AGE_OF_PATIENT = /患者|病人|the patient|男|女|year-old|岁(?:男|女)/i

function changedAge(passage: Passage, asked: ReviewedCase): Marked[] {
  const given = asked.facts('age')
  const [first] = given
  if (!first) return []
  const years = [...new Set(given.map((age) => age.years))].slice(0, VALUES_KEPT)
  return factsOf(passage.facts, 'age')
    .filter((age) => AGE_OF_PATIENT.test(passage.sentenceOf(age).surface) && isStatement(passage, age))
    .filter((age) => years.every((one) => Math.abs(one - age.years) >= 0.5))
    .map((age) => mark('number_changed', age, { related: asked.question.related(first) }))
}

/** Different values of one kind that are compared at most: no chart gives more, and the work stays bounded. */
const VALUES_KEPT = 50

/** The different values that the case gives, by kind. */
function givenValues(asked: ReviewedCase): Map<string, Measured[]> {
  const different = new Map<string, Measured>()
  for (const fact of [...asked.facts('lab'), ...asked.facts('vital')]) {
    const key = `${keyOf(fact)} ${fact.value} ${fact.unit ?? ''}`
    if (!different.has(key)) different.set(key, fact)
  }
  return Map.groupBy(different.values(), keyOf)
}

/** A value of the patient that differs from every value of the same kind in the case, and one that the case does not hold. */
export const patientNumbers: PassageRule = (passage, { case: asked }) => {
  const measured = measuredIn(passage)
  const given = measured.length === 0 ? new Map<string, Measured[]>() : givenValues(asked)
  const marked = measured.flatMap((fact): Marked[] => {
    const same = (given.get(keyOf(fact)) ?? []).slice(0, VALUES_KEPT)
    if (same.some((one) => sameValue(one, fact))) return []
    if (same.length > 0) {
      const first = same.find((one) => asked.question.holds(one))
      return [mark('number_changed', fact, first ? { related: asked.question.related(first) } : {})]
    }
    return passage.has('patient', passage.sentenceOf(fact)) ? [mark('invented_fact', fact)] : []
  })
  return [...marked, ...changedAge(passage, asked)]
}

/** A past or present illness that the passage gives the patient and the case does not. */
export const inventedHistory: PassageRule = (passage, { case: asked }) => {
  return passage.terms.flatMap((term) => {
    if (term.kind !== 'diagnosis' || !wasPatients(term.status)) return []
    if (asked.termNames.has(term.preferred.en)) return []
    const sentence = passage.sentenceOf(term)
    if (!passage.has('patient', sentence) || passage.has('hypothetical', sentence)) return []
    const before = passage.text.slice(Math.max(sentence.start, term.start - 12), term.start)
    const after = passage.text.slice(term.end, term.end + 3)
    const said =
      /(?:既往有?|患有|合并有?|history of|known|has)\s?[^，,。]{0,6}$/i.test(before) || /^病?史/.test(after)
    return said ? [mark('invented_fact', term, { lighter: true })] : []
  })
}

/** mmol/mol is of the IFCC method by definition; a per cent alone may be of any. */
const HBA1C_METHOD = /NGSP|DCCT|IFCC|mmol\/mol|HPLC|色谱/i
/** As a line of a report has it: the per cent belongs to the name, and the figure comes after. */
const HBA1C_PER_CENT = /(?:糖化血红蛋白|HbA1c)\s?[（(]?[%％][)）]?[^。；;\n]{0,12}?\d{1,2}(?:\.\d)?/gi

const METHODS: readonly { analytes: readonly string[]; method: RegExp }[] = [
  { analytes: ['hba1c'], method: HBA1C_METHOD },
  { analytes: ['d_dimer'], method: /FEU|DDU|纤维蛋白原当量/i },
  { analytes: ['troponin_i', 'troponin_t'], method: /hs|高敏|超敏|high-sensitivity/i },
]

/** HbA1c, D-dimer and troponin with a number but without the method that its limits depend on. */
export const methodMissing: PassageRule = (passage) => {
  if (passage.section === null) return []
  const lines = [...passage.text.matchAll(HBA1C_PER_CENT)]
    .map(({ 0: surface, index }) => ({ start: index, end: index + surface.length, surface }))
    .filter((place) => !HBA1C_METHOD.test(passage.sentenceOf(place).surface))
    .map((place) => mark('method_missing', place))
  const values = factsOf(passage.facts, 'lab').flatMap((fact) => {
    const method = METHODS.find(({ analytes }) => analytes.includes(fact.analyte))?.method
    if (!method || method.test(passage.sentenceOf(fact).surface)) return []
    return [mark('method_missing', fact)]
  })
  return lines.length > 0 ? lines : values
}
