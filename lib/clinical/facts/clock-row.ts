import type { TimedPlace } from '@/lib/clinical/facts/timed-place'

/** How far behind its hour a value of the same line stands. */
const REACH = 160
/** 08:00, 22：30, obs 0615, at 0145, obs then: what dates a set of values within a day. */
const CLOCK = new RegExp(
  [
    String.raw`(?<![\d:.：])(?:[01]?\d|2[0-3])[:：][0-5]\d(?!\d)`,
    String.raw`(?<=^|\n) ?(?:[01]\d|2[0-3])[0-5]\d(?= ?(?:h|hrs)?\b)`,
    String.raw`(?<=[.;] )(?:[01]\d|2[0-3])[0-5]\d(?= ?(?:h|hrs)?:)`,
    String.raw`\b(?:obs|vitals|news|at|@|gas|[av]bg|bloods|labs|r\/v) (?:[01]\d|2[0-3])[0-5]\d\b`,
    String.raw`\b(?:obs|vitals|news) (?:then|at the time)\b`,
    // The hour of a patient who was seen first at the door is that of the door.
    String.raw`(?<=^|\n)(?:triage|on arrival|arrival|initial (?:obs|assessment))\b[^\n:]{0,12}:`,
    String.raw`(?<=^|\n|[。；，] ?)(?:[01]?\d|2[0-3])[时点](?:[0-5]?\d分|半)?(?![\d后前])`,
    String.raw`(?<=^|\n|[.;,] ?)(?:at )?(?:1[0-2]|[1-9])(?:[.:][0-5]\d)? ?[ap]m\b`,
  ].join('|'),
  'g',
)
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

/** What tells that a set of one hour is the state of the circulation, or of the blood gas: these values are measured as one. */
const STATES: readonly (readonly string[])[] = [
  ['pressure', 'heart_rate'],
  ['ph', 'bicarbonate'],
  ['ph', 'paco2'],
  ['ph', 'lactate'],
]
const bare = (key: string): string => key.trim()

/**
 * The indices of the values that were taken again at a later hour: 08:25 BP … HR …, 10:50 BP … HR …. A set is outdated as a whole
 * where a later one holds the circulation or the gas anew, value by value; where a pressure alone was taken again, all of it is of
 * now (ADR 0095).
 */
export function retakenSets(text: string, places: readonly TimedPlace[]): number[] {
  const real = [...places.keys()].filter((i) => places[i]?.unreal !== true)
  const hours = hoursOf(text, places)
  if (hours.every((hour) => hour < 0)) return []
  const again = new Set<string>()
  const retaken: number[] = []
  const sets = Map.groupBy(real, (i) => hours[i] ?? -1)
  for (const [hour, members] of [...sets].toSorted(([a], [b]) => b - a)) {
    if (hour < 0) continue
    const keys = new Set(members.map((i) => bare(places[i]?.key ?? '')))
    const states = STATES.filter((state) => state.every((key) => keys.has(key) && again.has(key)))
    const whole = keys.size > 1 && keys.has('pressure') && [...keys].every((key) => again.has(key))
    if (whole || states.length > 0) {
      retaken.push(...members.filter((i) => again.has(bare(places[i]?.key ?? ''))))
    }
    for (const key of keys) again.add(key)
  }
  return retaken
}
