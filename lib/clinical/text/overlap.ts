import { firstAt } from '@/lib/clinical/text/first-at'

interface Stretch {
  from: number
  to: number
}

/** Tells whether a stretch shares a character with one of some places, each time in logarithmic time. The places may stand in any order. */
export function overlapOf(places: readonly Stretch[]): (stretch: Stretch) => boolean {
  const ordered = places.toSorted((a, b) => a.from - b.from)
  let furthest = 0
  const reached = ordered.map(({ to }) => (furthest = Math.max(furthest, to)))
  return ({ from, to }) => (reached[firstAt(ordered, (one) => one.from >= to) - 1] ?? 0) > from
}
