import { alteredNumbers } from '@/lib/clinical/acceptance/altered-numbers'
import type { EvaluationCase } from '@/lib/clinical/acceptance/cases'
import { codesRight } from '@/lib/clinical/acceptance/codes-right'
import { contradictions } from '@/lib/clinical/acceptance/contradictions'
import {
  isComplete,
  keepsLanguage,
  repeats,
  type AnswerOutcome,
  type AnswerParts,
} from '@/lib/clinical/acceptance/form'
import { matchRubric } from '@/lib/clinical/acceptance/rubric'
import { unsafeAdvice } from '@/lib/clinical/acceptance/unsafe-advice'
import { ANSWER_PARTS } from '@/lib/clinical/review/finding'
import { reviewAnswer } from '@/lib/clinical/review/live-review'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { foldText } from '@/lib/clinical/text/fold-text'
import type { Locale } from '@/lib/shared/locale'

export interface GivenAnswer {
  thought: string
  parts: AnswerParts
  outcome: AnswerOutcome
}

/** What the rules say of one answer. Booleans and counts only: nothing that was written. */
export interface Verdict {
  complete: boolean
  language: boolean
  /** No figure of the case was altered. */
  numbers: boolean
  must: boolean[]
  may: boolean[]
  /** True where the answer says what it must not. */
  mustNot: boolean[]
  contradiction: boolean
  unsafe: boolean
  /** Null where the case expects no code. */
  icd10: boolean | null
  repetition: boolean
}

/**
 * Judges an answer by rules against the rubric of its case. The rules look at words: a verdict without a fault does not mean that
 * the answer is right, and a hospital's physicians read answers before they release a model.
 */
export function judgeAnswer(
  asked: EvaluationCase,
  { thought, parts, outcome }: GivenAnswer,
  locale: Locale,
): Verdict {
  // A release is bound to the portal's own tables, which are the same in every hospital.
  const dictionary = builtInDictionary()
  const findings = reviewAnswer({ question: asked.question, thought, sections: parts, locale, dictionary })
  const written = Object.fromEntries(
    ANSWER_PARTS.flatMap((part) => (parts[part] ? [[part, parts[part]]] : [])),
  )
  const texts = Object.values(written)
  const whole = texts.join('\n')
  const hits = matchRubric(foldText(whole).text, asked)
  const unsafeSaid = asked.mustNot.some(({ unsafe }, i) => unsafe && hits.mustNot[i])
  return {
    complete: isComplete(parts, outcome),
    language: keepsLanguage(whole, locale, findings),
    numbers: alteredNumbers(asked, texts, findings).length === 0,
    ...hits,
    contradiction: contradictions(written, findings).length > 0,
    unsafe: unsafeSaid || unsafeAdvice(asked.question, parts.recommendation ?? '', findings).length > 0,
    icd10: codesRight(asked, written, findings),
    repetition: repeats(parts, outcome, findings),
  }
}
