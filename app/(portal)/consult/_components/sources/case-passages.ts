import { readCitations } from '@/lib/clinical/citations/citation'
import type { AnswerPassage, ConversationTurn } from '@/lib/consult/contract'

/** Id of the passage in the panel of sources. */
export const passageId = (n: number): string => `source-${n}`

/**
 * The passages that the panel of a turn lists, by number: those found for its question, and those of earlier questions of the case that
 * its answer cites.
 */
export function passagesOf(turn: ConversationTurn, turns: readonly ConversationTurn[]): AnswerPassage[] {
  const own = new Map((turn.passages ?? []).map((passage) => [passage.n, passage]))
  const cited = new Set([
    ...turn.sections.flatMap(({ text }) => readCitations(text).flatMap(({ numbers }) => numbers)),
    ...turn.links.map(({ n }) => n),
  ])
  for (const passage of turns.slice(0, turns.indexOf(turn)).flatMap(({ passages }) => passages ?? [])) {
    if (cited.has(passage.n) && !own.has(passage.n)) own.set(passage.n, { ...passage, again: true })
  }
  return [...own.values()].toSorted((a, b) => a.n - b.n)
}
