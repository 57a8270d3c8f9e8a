import type { TimedPlace } from '@/lib/clinical/facts/timed-place'

export interface LimitPlace extends TimedPlace {
  comparator?: '<' | '>'
}

/** neuts under 1.2 so wait, Fib不到1.2: a limit in words. */
const UNDER = /\b(?:under|below|(?:less|fewer|lower) than) ?$|(?:低于|小于|不到|不足|少于) ?$/
const OVER = /\b(?:above|over|(?:more|greater|higher) than) ?$|(?:高于|大于|超过) ?$/

/** Which limit the words between the name of a value and its number make it, null for none. */
export function limitWord(text: string, { from, to }: { from: number; to: number }): '<' | '>' | null {
  const words = text.slice(from, from + Math.max(0, text.slice(from, to).search(/\d/)))
  if (UNDER.test(words)) return '<'
  return OVER.test(words) ? '>' : null
}

/**
 * The indices of values behind a comparator which only say what was measured lies beyond a limit: PLT 71 …。PLT<80，推迟. A plain value
 * of the same label that keeps to the limit stands in another sentence. Linear in the number of places but for those of one label.
 */
export function restatedLimits(text: string, places: readonly LimitPlace[]): Set<number> {
  const signs = places.map((place) => place.comparator ?? limitWord(text, place))
  if (signs.every((sign) => sign === null)) return new Set()
  const plain = Map.groupBy(
    places.filter((_, i) => signs[i] === null),
    ({ key }) => key,
  )
  const found = new Set<number>()
  for (const [i, place] of places.entries()) {
    const sign = signs[i]
    if (!sign) continue
    const beyond = (plain.get(place.key) ?? []).some(
      (one) =>
        (sign === '<' ? one.value < place.value : one.value > place.value) &&
        /[。;；\n]|\. /.test(
          text.slice(Math.min(one.to, place.to), Math.max(one.from, place.from)).slice(0, 400),
        ),
    )
    if (beyond) found.add(i)
  }
  return found
}
