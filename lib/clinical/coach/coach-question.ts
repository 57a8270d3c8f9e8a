import { blanksIn } from '@/lib/clinical/coach/blanks'
import type { Coach } from '@/lib/clinical/contract'
import { missingFacts } from '@/lib/clinical/coach/missing-facts'
import { questionKind } from '@/lib/clinical/coach/question-kind'
import { suggestQuestion } from '@/lib/clinical/coach/suggest-question'
import type { TextReading } from '@/lib/clinical/read-text'
import type { Locale } from '@/lib/shared/locale'

/**
 * What a question lacks and how it could be asked. `earlier` are the earlier questions of the case: what they told need not be
 * told again.
 */
export function coachQuestion(
  { text: question, facts, terms }: TextReading,
  { earlier = [], locale }: { earlier?: readonly TextReading[]; locale: Locale },
): Coach {
  const known = {
    facts: [...earlier.flatMap((one) => one.facts), ...facts],
    terms: [...earlier.flatMap((one) => one.terms), ...terms],
  }
  const kind = questionKind(question, known.facts, known.terms)
  const missing = missingFacts(kind, {
    question: [...earlier.map(({ text }) => text), question].join('\n'),
    ...known,
  })
  const open = earlier.length === 0 ? missing : missing.filter(({ id }) => id !== 'question')
  return {
    kind,
    missing: open,
    // A text with fields still to fill in was built by a suggestion or by its chips: another would say it all twice.
    suggestion:
      blanksIn(question).length > 0
        ? null
        : suggestQuestion({ question, kind, missing: open, facts, terms }, locale),
  }
}
