/** How well a way of searching finds what was meant. */
export interface Scores {
  pairs: number
  recallAt1: number
  recallAt5: number
  /** Mean of one over the rank, nought where the first ten hold no hit. */
  mrr: number
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((1000 * part) / whole) / 1000)

/** Recall and mean reciprocal rank of ranks from 1; null where nothing was found. */
export function scoreRanks(ranks: readonly (number | null)[]): Scores {
  const within = (most: number) => ranks.filter((rank) => rank !== null && rank <= most).length
  const reciprocal = ranks.reduce<number>((sum, rank) => sum + (rank === null ? 0 : 1 / rank), 0)
  return {
    pairs: ranks.length,
    recallAt1: share(within(1), ranks.length),
    recallAt5: share(within(5), ranks.length),
    mrr: share(reciprocal, ranks.length),
  }
}
