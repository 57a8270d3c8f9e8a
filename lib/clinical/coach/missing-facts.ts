import type { Fact, FactKind, FactOf, MissingFact, QuestionKind, Term } from '@/lib/clinical/contract'
import { isConcrete, splitQuestion } from '@/lib/clinical/coach/question-kind'
import required from '@/lib/clinical/coach/required-facts.json'

type MissingId = MissingFact['id']

/** A case as far as it is told: the question with what was told before it. */
export interface ToldCase {
  question: string
  facts: readonly Fact[]
  terms: readonly Term[]
}

const RENAL = new Set(['creatinine', 'egfr', 'urea'])
const HEPATIC = new Set(['alt', 'ast', 'total_bilirubin'])
const IMPRESSION = /考虑|诊断为|初步诊断|拟诊|印象|疑诊|impression|working diagnosis|diagnosed with|suspect/i
const NO_DRUGS =
  /未用药|未服药|无长期用药|否认用药|未使用药物|无用药史|no regular medication|no medications?/i

const has = (facts: readonly Fact[], kind: FactKind) => facts.some((fact) => fact.kind === kind)
const labs = (facts: readonly Fact[]) => facts.filter((fact): fact is FactOf<'lab'> => fact.kind === 'lab')
const hasLab = (facts: readonly Fact[], ids: ReadonlySet<string>) =>
  labs(facts).some(({ analyte }) => ids.has(analyte))
const hasTerm = (terms: readonly Term[], ...kinds: Term['kind'][]) =>
  terms.some(({ kind }) => kinds.includes(kind))

const RENAL_TERM = /^N1[789]|^N18/
const HEPATIC_TERM = /^K7[0-7]|^B18/
const codes = (terms: readonly Term[], pattern: RegExp) =>
  terms.some(({ icd10 }) => icd10 !== undefined && pattern.test(icd10))

/** A woman of childbearing age, or somebody whose sex or age the text leaves open. */
function mayBePregnant(facts: readonly Fact[]): boolean {
  const sex = facts.find((fact): fact is FactOf<'sex'> => fact.kind === 'sex')
  const age = facts.find((fact): fact is FactOf<'age'> => fact.kind === 'age')
  const [from = 0, to = 0] = required.childbearing
  return sex?.value === 'female' && (age === undefined || (age.years >= from && age.years <= to))
}

const TOLD: Readonly<Record<MissingId, (told: ToldCase) => boolean>> = {
  age: ({ facts }) => has(facts, 'age'),
  sex: ({ facts }) => has(facts, 'sex') || has(facts, 'pregnancy'),
  complaint: ({ terms }) => hasTerm(terms, 'symptom', 'finding', 'diagnosis'),
  duration: ({ facts }) => has(facts, 'duration'),
  vitals: ({ facts }) => has(facts, 'vital'),
  history: ({ facts }) => has(facts, 'history'),
  allergy: ({ facts }) => has(facts, 'allergy'),
  drugs: ({ facts, question }) =>
    facts.some((fact) => fact.kind === 'drug' && fact.dose !== undefined) || NO_DRUGS.test(question),
  pregnancy: ({ facts }) => has(facts, 'pregnancy') || !mayBePregnant(facts),
  weight: ({ facts }) => has(facts, 'weight'),
  labs: ({ facts }) => has(facts, 'lab'),
  renal: ({ facts, terms }) => hasLab(facts, RENAL) || codes(terms, RENAL_TERM),
  hepatic: ({ facts, terms }) => hasLab(facts, HEPATIC) || codes(terms, HEPATIC_TERM),
  imaging: ({ facts }) => has(facts, 'imaging'),
  impression: ({ question }) => IMPRESSION.test(question),
  question: ({ question }) => {
    const { asked } = splitQuestion(question)
    return asked !== '' && isConcrete(asked)
  },
}

/** What a question of this kind needs and does not say, the indispensable first. */
export function missingFacts(kind: QuestionKind, told: ToldCase): MissingFact[] {
  const { must, should } = required[kind] as Record<MissingFact['level'], MissingId[]>
  const absent = (ids: readonly MissingId[], level: MissingFact['level']) =>
    ids.filter((id) => !TOLD[id](told)).map((id) => ({ id, level }))
  return [...absent(must, 'must'), ...absent(should, 'should')]
}
