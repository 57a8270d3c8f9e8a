import { orderOf, type ColumnPlace } from '@/lib/clinical/facts/column-order'
import type { TimedPlace } from '@/lib/clinical/facts/timed-place'

/** The day that heads a line: `Day 3:`, `POD 2`, `术后第1天`, `14/5`, `5月14日`. */
const HEAD =
  /(?:^|\n) ?[-*•#([【]{0,2} ?(?:(?:on |hospital |post-?op |icu )?(?:pod|day|d|hd|week|wk) ?#?(\d{1,3})(?![\d.]|[- ]?(?:of|history)\b)|(?:术后|入院|住院|产后|生后|入科|治疗)?第 ?(\d{1,3}) ?[天日周]|(?:术后|产后|生后)(\d{1,3})[天日周](?!前)|(?:20\d\d[-/.年])?([0-3]?\d)[-/月]([0-3]?\d)日?(?![\d/]|\.\d))(?=[\])】]?(?:[ ,，:：;；\n]|$|[a-z\u4e00-\u9fff]))/g

interface Entry {
  from: number
  at: ColumnPlace
}

const numberOf = (part: string | undefined): number => Number(part ?? 0)

/** The days that head lines, day first where no month can stand there. */
function entriesOf(text: string): Entry[] {
  const heads = [...text.matchAll(HEAD)]
  const dayFirst = heads.some(([, , , , first]) => numberOf(first) > 12)
  return heads.map((head): Entry => {
    const [, count, han, after, first, second] = head
    const [month, day] = dayFirst ? [second, first] : [first, second]
    const at: ColumnPlace =
      first === undefined
        ? { kind: 'count', at: numberOf(count ?? han ?? after) }
        : { kind: 'day', at: numberOf(month) * 31 + numberOf(day) }
    return { from: head.index, at }
  })
}

/** For each value the last of the places in order that stands in front of it, -1 without one. */
function lastBefore(starts: readonly number[], places: readonly TimedPlace[]): number[] {
  let next = 0
  return places.map(({ from }) => {
    while ((starts[next] ?? Infinity) <= from) next += 1
    return next - 1
  })
}

/**
 * The indices of the values of which an entry of a later day tells anew: Day 1: Na 121 … ⏎ Day 3: Na 133 …, whichever stands first.
 * Only the hours of one day may stand side by side. Linear in the length of the text.
 */
export function outdatedByDays(text: string, places: readonly TimedPlace[]): number[] {
  const entries = entriesOf(text)
  if (entries.length < 2) return []
  const blanks = [...text.matchAll(/\n\n/g)].map(({ index }) => index)
  const breaks = lastBefore(blanks, places)
  const entryOf = lastBefore(
    entries.map(({ from }) => from),
    places,
  )
  const outdated: number[] = []
  for (const kind of ['count', 'day'] as const) {
    const days = entries.flatMap(({ at }) => (at.kind === kind ? [at] : []))
    const order = orderOf(days.filter(({ at }, i) => at !== days[i - 1]?.at))
    if (order === 0) continue
    const told = new Map<string, number>()
    const inOrder = [...places.keys()]
    for (const i of order === 1 ? inOrder.toReversed() : inOrder) {
      const [place, entry] = [places[i], entries[entryOf[i] ?? -1]]
      if (!place || place.unreal || entry?.at.kind !== kind) continue
      // The oldest entry stands last: what comes behind a blank line is none of it.
      if (order === -1 && (blanks[breaks[i] ?? -1] ?? -1) > entry.from) continue
      const day = told.get(place.key)
      if (day !== undefined && day !== entry.at.at) outdated.push(i)
      else told.set(place.key, entry.at.at)
    }
  }
  return outdated
}
