import type { LlamaContextSequence, Token } from 'node-llama-cpp'

const WIDTHS = [1, 2, 4, 8] as const
const ROUNDS = 12
/** What stands in the context before a step, as behind a passage and a question. */
const BEFORE = 600

/**
 * Milliseconds of a step of so many tokens of one answer, on this machine: the least of twelve, taken in turns, so that work beside
 * it weighs on all widths alike.
 */
export async function stepTimes(
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
): Promise<Record<number, number>> {
  const least: Record<number, number> = {}
  const text = Array.from({ length: BEFORE + 8 }, (_, i) => tokens[i % tokens.length] ?? (0 as Token))
  await sequence.clearHistory()
  await sequence.evaluateWithoutGeneratingNewTokens(text.slice(0, BEFORE))
  for (let round = 0; round < ROUNDS; round++) {
    for (const width of WIDTHS) {
      const begun = performance.now()
      await sequence.evaluateWithoutGeneratingNewTokens(text.slice(BEFORE, BEFORE + width))
      const took = performance.now() - begun
      least[width] = Math.round(Math.min(least[width] ?? Infinity, took) * 10) / 10
      await sequence.eraseContextTokenRanges([{ start: BEFORE, end: BEFORE + width }])
    }
  }
  return least
}
