import { passageRoom, tellPassages } from '@/lib/clinical/citations/tell-passages'
import type { AnswerPassage, ConversationTurn, FoundPassage } from '@/lib/consult/contract'

/** The passages that earlier questions of a case were answered with, by id. */
const earlierPassages = (turns: readonly ConversationTurn[]): Map<number, AnswerPassage> =>
  new Map(turns.flatMap(({ passages }) => passages ?? []).map((one) => [one.passageId, one]))

/**
 * The passages of a question with the numbers under which its case cites them, and what of each the model is given. One that an earlier
 * question was told keeps its number and is not told again; a new one gets the next number. `tokensPerSecond` is the measured speed of
 * reading: 0 before the first measurement, null where it is not felt.
 */
export function numberPassages(
  found: readonly FoundPassage[],
  {
    turns,
    tokensPerSecond,
    cardTokens,
  }: { turns: readonly ConversationTurn[]; tokensPerSecond: number | null; cardTokens: number },
): AnswerPassage[] {
  const earlier = earlierPassages(turns)
  let last = Math.max(0, ...[...earlier.values()].map(({ n }) => n))
  const numbered = found.map((passage): AnswerPassage => {
    const before = earlier.get(passage.passageId)
    if (before) return { ...before, matched: passage.matched, again: before.told !== null }
    last += 1
    return { ...passage, n: last, told: null, again: false }
  })
  const fresh = numbered.filter(({ again }) => !again)
  const told = tellPassages(fresh, {
    numbers: fresh.map(({ n }) => n),
    room: passageRoom(tokensPerSecond, cardTokens),
  })
  return numbered.map((one) => (one.again ? one : { ...one, told: told[fresh.indexOf(one)] ?? null }))
}
