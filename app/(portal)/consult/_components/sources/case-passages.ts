import { readCitations } from '@/lib/clinical/citations/citation'
import type { AnswerPassage, ConversationTurn } from '@/lib/consult/contract'

/** Id of the passage in the panel of sources. */
export const passageId = (n: number): string => `source-${n}`

/** The numbers of the passages that an answer cites, by itself or by rule. */
function citedNumbers({ sections, links }: Pick<ConversationTurn, 'sections' | 'links'>): Set<number> {
  return new Set([
    ...sections.flatMap(({ text }) => readCitations(text).flatMap(({ numbers }) => numbers)),
    ...links.map(({ n }) => n),
  ])
}

/** The passages to list beside an answer, by number: those found for its question, and those of earlier questions that it cites. */
export function listedPassages(turn: ConversationTurn): AnswerPassage[] {
  const cited = citedNumbers(turn)
  return (turn.passages ?? []).filter(({ found, n }) => found || cited.has(n)).toSorted((a, b) => a.n - b.n)
}

/** The passages that an answer cites and that the model was given, by number. */
export function citedPassages(turn: ConversationTurn): AnswerPassage[] {
  const cited = citedNumbers(turn)
  return listedPassages(turn).filter(({ n, told }) => told !== null && cited.has(n))
}
