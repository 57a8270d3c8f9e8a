import { orderOf, type ColumnPlace } from '@/lib/clinical/facts/column-order'
import type { TimedPlace } from '@/lib/clinical/facts/timed-place'

/** How far behind its hour a value of the same line stands. */
const REACH = 120
/** 08:00, 22：30, obs 0615, at 0145: what dates a set of values within a day. */
const CLOCK =
  /(?<!\d[:.：]|\d)([01]?\d|2[0-3])[:：]([0-5]\d)(?!\d)|(?<=(?:^|\n) ?|[.;] )([01]\d|2[0-3])([0-5]\d)(?= ?(?:h\b|hrs\b|:)| (?:obs|vitals|news|bp|hr|t|p|rr|sats?|spo2)\b|$)|\b(?:obs|vitals|news|at|@) ([01]\d|2[0-3])([0-5]\d)\b/g
/** 2h 138/80 …, 90min 122/72 …: the head of a row of a chart that counts from its start. */
const COUNTED =
  /(?<=(?:^|\n) ?)(\d{1,3}) ?(h|hrs?|hours?|小时|min|mins|分钟)(?=[:： ] ?[a-z\d\u4e00-\u9fff])/g
/** Between two hours: another day has come. */
const OTHER_DAY =
  /(?<![\d/.])(?:[0-3]?\d)[/月-](?:[0-3]?\d)(?![\d/.])|次日|翌日|昨|今|前[日天]|第 ?\d|\b(?:yesterday|today|next day|day \d|d\d|pod ?\d|overnight|yest)\b/

/** Night 20:00-08:00, 夜班: the hours before noon are of the day after. */
const NIGHT =
  /(?<!\d)(?:19|2[0-3])[:.：]?[0-5]\d ?(?:-|–|~|至|to) ?0[5-9][:.：]?[0-5]\d|夜班|大夜|\bnight (?:shift|report|note|handover)\b|(?:^|\n)nights?\b/
const NOON = 12 * 60

interface Hour {
  from: number
  at: ColumnPlace
}

/** The hours of a text in order, as minutes of the day or from the start of a chart. */
function hoursOf(text: string): Hour[] {
  const clocks = [...text.matchAll(CLOCK)].map(({ index, 0: all, ...parts }): Hour => {
    const [hour, minute] = [parts[1] ?? parts[3] ?? parts[5], parts[2] ?? parts[4] ?? parts[6]]
    return {
      from: index + all.search(/\d/),
      at: { kind: 'minute', at: Number(hour) * 60 + Number(minute) },
    }
  })
  const rows = [...text.matchAll(COUNTED)].map(({ index, 1: count, 2: unit = '' }): Hour => ({
    from: index,
    at: { kind: 'count', at: Number(count) * (/^(?:h|小)/.test(unit) ? 60 : 1) },
  }))
  for (const { from, at } of clocks) {
    if (/昨[日天晚夜]? ?$/.test(text.slice(Math.max(0, from - 3), from))) at.at -= 2 * NOON
  }
  const night = NIGHT.test(text)
  for (const { at } of night ? clocks : []) if (at.at < NOON) at.at += 2 * NOON
  return [...clocks, ...rows].toSorted((one, other) => one.from - other.from)
}

/** For each place the hour that stands in front of it in its own line; null where there is none. */
function hourOfEach(text: string, hours: readonly Hour[], places: readonly TimedPlace[]): (Hour | null)[] {
  let next = 0
  return places.map(({ from }) => {
    while ((hours[next]?.from ?? Infinity) < from) next += 1
    const hour = hours[next - 1]
    return hour && from - hour.from <= REACH && !text.slice(hour.from, from).includes('\n') ? hour : null
  })
}

/** Whether hours are told that way: backwards, `Obs 2000: …. 1600 obs were …`, only within one day. */
function goThatWay(text: string, hours: readonly Hour[], way: 1 | -1): boolean {
  if (orderOf(hours.map(({ at }) => at)) !== way) return false
  if (way === 1) return true
  const falls = hours.every(({ at }, i) => i === 0 || at.at < (hours[i - 1]?.at.at ?? 0))
  return falls && !OTHER_DAY.test(text.slice(hours[0]?.from, hours.at(-1)?.from))
}

/** In a night the hours stand in one order, wherever they are told: the values of which a later one tells anew. */
function olderHours(places: readonly TimedPlace[], hours: readonly (Hour | null)[]): number[] {
  const newest = new Map<string, number>()
  const at = (i: number): number | null =>
    hours[i]?.at.kind === 'minute' && places[i]?.unreal !== true ? hours[i].at.at : null
  for (const [i, { key }] of places.entries()) newest.set(key, Math.max(newest.get(key) ?? -1, at(i) ?? -1))
  return [...places.keys()].filter((i) => {
    const hour = at(i)
    return hour !== null && hour < (newest.get(places[i]?.key ?? '') ?? -1)
  })
}

/**
 * The indices of the values of which a later hour tells anew, whichever hour is told first: 20:00 BP 104/58 …, 16:00 BP 126/70 …; and
 * the rows of a chart that count from its start. Linear in the length of the text but for sorting the hours.
 */
export function outdatedByHours(text: string, places: readonly TimedPlace[]): Set<number> {
  const outdated = new Set<number>()
  const all = places.length < 2 ? [] : hoursOf(text)
  if (all.length < 2) return outdated
  const hours = hourOfEach(text, all, places)
  const night = NIGHT.test(text)
  for (const kind of ['minute', 'count'] as const) {
    const told = [...new Set(hours)].flatMap((one) => (one?.at.kind === kind ? [one] : []))
    const newestFirst = goThatWay(text, told, -1)
    if (night && kind === 'minute') {
      for (const i of olderHours(places, hours)) outdated.add(i)
      continue
    }
    if (!newestFirst && !goThatWay(text, told, 1)) continue
    const newest = new Map<string, Hour>()
    const inOrder = [...places.keys()]
    for (const i of newestFirst ? inOrder : inOrder.toReversed()) {
      const [place, hour] = [places[i], hours[i]]
      if (!place || place.unreal || hour?.at.kind !== kind) continue
      const last = newest.get(place.key)
      if (last && last !== hour) outdated.add(i)
      else newest.set(place.key, hour)
    }
  }
  return outdated
}
