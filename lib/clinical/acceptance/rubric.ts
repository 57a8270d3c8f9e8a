import type { EvaluationCase, RubricFact } from '@/lib/clinical/acceptance/cases'
import { compileForm } from '@/lib/clinical/acceptance/compile-form'
import { stanceOn, type FoldedPlace } from '@/lib/clinical/acceptance/stance'

/** Places of one fact that are looked at: an answer that loops says it thousands of times. */
const PLACES_MAX = 50

function placesOf(text: string, { any }: RubricFact): FoldedPlace[] {
  return any.flatMap((form) => {
    const pattern = compileForm(form)
    if (!pattern) return []
    const found: FoldedPlace[] = []
    for (const match of text.matchAll(pattern)) {
      if (match[0] !== '') found.push({ from: match.index, to: match.index + match[0].length })
      if (found.length === PLACES_MAX) break
    }
    return found
  })
}

/** True when the text says the fact somewhere and does not deny it there. Advice against it still speaks of it. */
const says = (text: string, fact: RubricFact): boolean =>
  placesOf(text, fact).some((place) => stanceOn(text, place) !== 'deny')

/** True when the text says it somewhere without denying it or speaking against it. */
const affirms = (text: string, fact: RubricFact): boolean =>
  placesOf(text, fact).some((place) => stanceOn(text, place) === null)

/** For each fact of the rubric, in order, whether folded text holds it. */
export interface RubricHits {
  must: boolean[]
  may: boolean[]
  mustNot: boolean[]
}

/** Holds a folded answer against the rubric of its case. */
export function matchRubric(text: string, asked: EvaluationCase): RubricHits {
  return {
    must: asked.must.map((fact) => says(text, fact)),
    may: asked.may.map((fact) => says(text, fact)),
    mustNot: asked.mustNot.map((fact) => affirms(text, fact)),
  }
}
