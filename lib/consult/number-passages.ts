import { passageRoom, tellPassages } from '@/lib/clinical/citations/tell-passages'
import type { ConversationTurn } from '@/lib/consult/contract'
import type { AnswerPassage, FoundPassage } from '@/lib/consult/sources/contract'
import type { Engine } from '@/lib/inference/contract'

/** The passages that earlier questions of a case were answered with, by id. */
const earlierPassages = (turns: readonly ConversationTurn[]): Map<number, AnswerPassage> =>
  new Map(turns.flatMap(({ passages }) => passages ?? []).map((one) => [one.passageId, one]))

/** A passage of an earlier question as the new one may cite it. */
const fromEarlier = (passage: AnswerPassage): AnswerPassage => ({
  ...passage,
  again: passage.told !== null,
  found: false,
})

/**
 * The passages of a question with the numbers under which its case cites them, and what of each the model is given. One that an earlier
 * question was told keeps its number and is not told again; a new one gets the next number. Behind those found stand the others that earlier
 * questions were told. One beside the subject of the question is not told. `tokensPerSecond` is the measured speed of
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
    if (before) {
      const { matched, onSubject } = passage
      return { ...fromEarlier(before), matched, onSubject, found: true }
    }
    last += 1
    return { ...passage, n: last, told: null, again: false, found: true }
  })
  const fresh = numbered.filter(({ again, onSubject }) => onSubject && !again)
  const told = tellPassages(fresh, {
    numbers: fresh.map(({ n }) => n),
    room: passageRoom(tokensPerSecond, cardTokens),
  })
  const now = numbered.map((one) => (one.again ? one : { ...one, told: told[fresh.indexOf(one)] ?? null }))
  const again = new Set(found.map(({ passageId }) => passageId))
  const rest = [...earlier.values()].filter((one) => one.told !== null && !again.has(one.passageId))
  return [...now, ...rest.map(fromEarlier)]
}

/** Tokens a second that a CPU reads of a prompt, as measured so far; null where reading is not felt. */
const readingSpeed = (engine: Pick<Engine, 'status' | 'stats'>): number | null =>
  engine.status().gpu.mode === 'cpu' ? engine.stats().tokensPerSecond.prefill : null

/** `numberPassages` with the speed at which the engine has been seen to read. */
export const offerPassages = (
  found: readonly FoundPassage[],
  of: { turns: readonly ConversationTurn[]; cardTokens: number },
  engine: Pick<Engine, 'status' | 'stats'>,
): AnswerPassage[] => numberPassages(found, { ...of, tokensPerSecond: readingSpeed(engine) })
