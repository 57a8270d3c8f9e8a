import type { ConversationTurn } from '@/lib/consult/contract'
import { citedNumbers, type AnswerPassage } from '@/lib/consult/sources/contract'

/** Id of the passage in the panel of sources. */
export const passageId = (n: number): string => `source-${n}`

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
