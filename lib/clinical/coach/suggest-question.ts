import type { Fact, FactOf, MissingFact, QuestionKind, Term } from '@/lib/clinical/contract'
import { splitQuestion } from '@/lib/clinical/coach/question-kind'
import texts from '@/lib/clinical/coach/suggestion-texts.json'
import type { Locale } from '@/lib/shared/locale'

interface Draft {
  question: string
  kind: QuestionKind
  missing: readonly MissingFact[]
  facts: readonly Fact[]
  terms: readonly Term[]
}

type LineId = keyof (typeof texts)['en']['lines']

/** The line that says who the patient is, from what was told, with blanks for the rest; null when both are told. */
function whoLine({ facts, missing }: Draft, locale: Locale): string | null {
  const words = texts[locale]
  const absent = new Set(missing.map(({ id }) => id))
  if (!absent.has('age') && !absent.has('sex')) return null
  const age = facts.find((fact): fact is FactOf<'age'> => fact.kind === 'age')
  const sex = facts.find((fact): fact is FactOf<'sex'> => fact.kind === 'sex')
  const filled = words.who
    .replace('{age}', age?.surface ?? words.age)
    .replace('{sex}', sex ? words[sex.value] : words.sex)
  return filled + words.end
}

/** The question without the word that says it is one, which the line brings. */
const unlabelled = (asked: string): string => asked.replace(/^\s*(?:问题|question)\s*[：:]\s*/i, '')

function askLine({ kind, missing, terms }: Draft, asked: string, locale: Locale): string {
  const words = texts[locale]
  if (!missing.some(({ id }) => id === 'question')) return unlabelled(asked)
  const drug = terms.find((term) => term.kind === 'drug')?.surface ?? words.thisDrug
  const topic = terms[0]?.surface
  const better = words.asks[kind].replace('{drug}', drug)
  return kind === 'knowledge' && topic ? better.replace('____', topic) : better
}

/**
 * The question as it could be asked, built from what was typed: who, the case in the writer's own words, a line with blanks `____`
 * for each thing that is missing and indispensable, then the question. Null when nothing indispensable is missing.
 */
export function suggestQuestion(draft: Draft, locale: Locale): string | null {
  const must = draft.missing.filter(({ level }) => level === 'must')
  if (must.length === 0) return null
  const words = texts[locale]
  const { told, asked } = splitQuestion(draft.question)
  const vague = draft.missing.some(({ id }) => id === 'question')
  // A vague question often holds the whole complaint (胸痛怎么办): it stays, as part of the case.
  const own = `${told}${vague ? asked : ''}`.replace(/[，,]$/, words.end)
  const lines = must
    .filter(({ id }) => id in words.lines)
    .map(({ id }) => words.lines[id as LineId] + words.end)
  return [whoLine(draft, locale), own, ...lines, words.question + askLine(draft, asked, locale)]
    .filter((line) => line !== null && line !== '')
    .join('\n')
}
