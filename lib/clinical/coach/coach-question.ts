import type { Coach, Fact, Term } from '@/lib/clinical/contract'
import { missingFacts } from '@/lib/clinical/coach/missing-facts'
import { questionKind } from '@/lib/clinical/coach/question-kind'
import { suggestQuestion } from '@/lib/clinical/coach/suggest-question'
import { recogniseFacts } from '@/lib/clinical/facts/recognise-facts'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import type { Locale } from '@/lib/shared/locale'

interface Recognised {
  facts: readonly Fact[]
  terms: readonly Term[]
}

/**
 * What a question lacks and how it could be asked. `earlier` are the earlier questions of the case: what they told need not be
 * told again.
 */
export function coachQuestion(
  question: string,
  { facts, terms }: Recognised,
  { earlier = [], locale }: { earlier?: readonly string[]; locale: Locale },
): Coach {
  const before = earlier.join('\n')
  const known = {
    facts: [...recogniseFacts(before), ...facts],
    terms: [...recogniseTerms(before), ...terms],
  }
  const kind = questionKind(question, known.facts, known.terms)
  const missing = missingFacts(kind, {
    question: before === '' ? question : `${before}\n${question}`,
    ...known,
  })
  const open = earlier.length === 0 ? missing : missing.filter(({ id }) => id !== 'question')
  return {
    kind,
    missing: open,
    suggestion: suggestQuestion({ question, kind, missing: open, facts, terms }, locale),
  }
}
