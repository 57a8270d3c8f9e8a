import type { Ranked } from '@/lib/library/index/rank-passages'

/** What each further passage of an edition counts, beside the one before. */
const FURTHER = 0.9
/** Passages that are looked through for each that is wanted. */
const LOOKED_AT = 25

/**
 * The passages to show: the best first, and of editions that answer about equally well one each before a second of the same. Those
 * of editions that `allowed` denies are passed over.
 */
export function chooseHits(
  ranked: readonly Ranked[],
  {
    editions,
    limit,
    allowed,
  }: { editions: Int32Array; limit: number; allowed: (edition: number) => boolean },
): Ranked[] {
  const open: Ranked[] = []
  for (const one of ranked) {
    if (open.length >= limit * LOOKED_AT) break
    if (allowed(editions[one.place] ?? -1)) open.push(one)
  }
  const taken = new Map<number, number>()
  const worth = ({ place, score }: Ranked) => score * FURTHER ** (taken.get(editions[place] ?? -1) ?? 0)
  const chosen: Ranked[] = []
  while (chosen.length < limit && open.length > 0) {
    let best = 0
    open.forEach((one, i) => {
      const leader = open[best]
      if (leader && worth(one) > worth(leader)) best = i
    })
    const [next] = open.splice(best, 1)
    if (!next) break
    chosen.push(next)
    const edition = editions[next.place] ?? -1
    taken.set(edition, (taken.get(edition) ?? 0) + 1)
  }
  return chosen
}
