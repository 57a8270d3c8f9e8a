import type { TimedPlace } from '@/lib/clinical/facts/timed-place'

/** How far behind its hour a value of the same line stands. */
const REACH = 120
/** 08:00, 22：30, obs 0615, at 0145, obs then: what dates a set of values within a day. */
const CLOCK =
  /(?<![\d:.：])(?:[01]?\d|2[0-3])[:：][0-5]\d(?!\d)|(?<=^|\n) ?(?:[01]\d|2[0-3])[0-5]\d(?= ?(?:h|hrs)?\b)|(?<=[.;] )(?:[01]\d|2[0-3])[0-5]\d(?= ?(?:h|hrs)?:)|\b(?:obs|vitals|news|at|@) (?:[01]\d|2[0-3])[0-5]\d\b|\b(?:obs|vitals|news) (?:then|at the time)\b/g
/** 肛温降至39.2, BP回到108/60, settled to 84: what came down took the place of the last, wherever that stands. */
const STEPPED = /(?:[降退落]|恢?复|回)[至到]约?$|\b(?:settled|came down|down|recovered) to $/

/** Whether words of a fall or a return lead to the number of a value. */
export function isSteppedTo(text: string, { from, to }: TimedPlace): boolean {
  const number = from + Math.max(0, text.slice(from, to).search(/\d/))
  return STEPPED.test(text.slice(Math.max(0, number - 16), number))
}

/** For each place where the hour begins that stands in front of it in its own line; -1 where there is none. */
function hoursOf(text: string, places: readonly TimedPlace[]): number[] {
  const hours = [...text.matchAll(CLOCK)].map(({ index, 0: hour }) => index + hour.search(/\S/))
  let next = 0
  return places.map(({ from }) => {
    while ((hours[next] ?? Infinity) < from) next += 1
    const hour = hours[next - 1] ?? -1
    return hour >= 0 && from - hour <= REACH && !text.slice(hour, from).includes('\n') ? hour : -1
  })
}

/**
 * The indices of the values of each whole set that was taken again at a later hour: 08:25 BP … HR …, 10:50 BP … HR …. A set has a
 * pressure and another value; where one of it was not taken again, all of it is of now (ADR 0095).
 */
export function retakenSets(text: string, places: readonly TimedPlace[]): number[] {
  const real = [...places.keys()].filter((i) => places[i]?.unreal !== true)
  if (real.filter((i) => places[i]?.key === 'pressure').length < 2) return []
  const hours = hoursOf(text, places)
  if (hours.every((hour) => hour < 0)) return []
  const again = new Set<string>()
  const retaken: number[] = []
  const sets = Map.groupBy(real, (i) => hours[i] ?? -1)
  for (const [hour, members] of [...sets].toSorted(([a], [b]) => b - a)) {
    if (hour < 0) continue
    const keys = new Set(members.map((i) => places[i]?.key ?? ''))
    if (keys.size > 1 && keys.has('pressure') && [...keys].every((key) => again.has(key))) {
      retaken.push(...members)
    }
    for (const key of keys) again.add(key)
  }
  return retaken
}
