import type { Fact } from '@/lib/clinical/contract'
import {
  checkText,
  readKnownCase,
  type KnownCase,
  type TextWarning,
} from '@/lib/clinical/medication/check-medication'
import type { WarningKind } from '@/lib/clinical/medication/warning'
import { mark, type Marked } from '@/lib/clinical/review/passage'
import type { PassageRule, ReviewedCase } from '@/lib/clinical/review/reviewed-answer'
import { drugsNamed } from '@/lib/clinical/review/rules/drugs'

const known = new WeakMap<ReviewedCase, KnownCase>()

/** Patient and drugs of the whole case, earlier questions included, read once. */
function knownCase(asked: ReviewedCase): KnownCase {
  const before = known.get(asked)
  if (before) return before
  const read = readKnownCase(asked.text, { facts: asked.allFacts, terms: asked.termsInText }, asked.tables)
  known.set(asked, read)
  return read
}

/** The facts of a case that a warning of a kind speaks of. */
const SPOKEN_OF: Partial<Record<WarningKind, (fact: Fact) => boolean>> = {
  allergy: (fact) => fact.kind === 'allergy' && !fact.none,
  pregnancy: (fact) => fact.kind === 'pregnancy',
  lactation: (fact) => fact.kind === 'pregnancy',
  age: (fact) => fact.kind === 'age',
  renal: (fact) => fact.kind === 'lab' && (fact.analyte === 'egfr' || fact.analyte === 'creatinine'),
  disease: (fact) => fact.kind === 'lab' && fact.analyte === 'potassium',
}

function relatedTo(asked: ReviewedCase, kind: WarningKind): Partial<Marked> {
  const speaks = SPOKEN_OF[kind]
  const fact = speaks && asked.question.facts.find(speaks)
  return fact && asked.question.holds(fact) ? { related: asked.question.related(fact) } : {}
}

function toMark(warning: TextWarning, asked: ReviewedCase): Marked[] {
  const [place] = warning.places
  if (!place) return []
  const lighter = warning.severity !== 'contraindicated'
  const rule = warning.kind === 'allergy' ? 'allergy_conflict' : 'contraindicated'
  const note = warning.messages[asked.locale]
  return [mark(rule, place, { lighter, note, ...relatedTo(asked, warning.kind) })]
}

/**
 * Drugs of the answer that the medication tables warn of, against the facts, the drugs and the allergies of the case: what is
 * contraindicated, and lighter what is serious or may cross-react. A drug that the passage speaks against is none.
 */
export const dangerousDrugs: PassageRule = (passage, { case: asked }) => {
  if (passage.section === null) return []
  const { terms, facts } = passage
  const named = new Set(drugsNamed(passage).map(({ start }) => start))
  const spokenAgainst = new Set(
    terms.filter(({ kind, start }) => kind === 'drug' && !named.has(start)).map(({ start }) => start),
  )
  return checkText(
    passage.text,
    { terms, facts },
    {
      ...{ locale: asked.locale, tables: asked.tables, about: knownCase(asked) },
    },
  )
    .filter(({ severity, kind }) =>
      kind === 'allergy' ? severity !== 'note' : severity === 'contraindicated' || severity === 'serious',
    )
    .filter(({ places }) => !places.some(({ start }) => spokenAgainst.has(start)))
    .flatMap((warning) => toMark(warning, asked))
}
