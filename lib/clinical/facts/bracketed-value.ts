import type { TimeCue } from '@/lib/clinical/facts/time-cue'
import { PAIRED } from '@/lib/clinical/facts/time-kinds'
import { PARTS_OF_DAY } from '@/lib/clinical/facts/timeline'
import type { TimedPlace } from '@/lib/clinical/facts/timed-place'

/** Between two values of a label: the bracket that holds the second. */
export const BRACKET = /^[^()（）\n]{0,8}[(（][^()（）\n]{0,24}$/
/** How many values of one label a bracket may hold. */
const IN_BRACKET = 4
/** `Hb 84 (pre-op 121, post-op 91)`: whether a value is a later one of a bracket behind a value of the same label. */
export function isOneOfBracket(text: string, places: readonly TimedPlace[], at: number): boolean {
  const key = places[at]?.key
  for (let i = at; i > 0 && at - i < IN_BRACKET && places[i - 1]?.key === key; i -= 1) {
    const gap = text.slice(places[i - 1]?.to, places[i]?.from)
    if (BRACKET.test(gap)) return i < at
    if (gap.length > 24 || /[()（）\n]/.test(gap)) return false
  }
  return false
}
/** Hb 92 (post delivery 104), T 37.2℃（POD2 38.6℃）: a day counted from an event is of then in a bracket, what came after a treatment is not. */
const OF_EVENT =
  /^(?:术后|手术后|产后|分娩后|术毕|手术结束|(?:受|烧|烫|砸|摔)?伤后|[发起]?病后|中毒后|服[药毒]后|post[- ]?(?:op|delivery|partum|natal|surgery|section|c-?section|lscs|theatre|arrest|procedure|transfer)|pod|day \d|第.{1,3}[天日周])|^after (?:surgery|delivery)/
export const isOfThenInBracket = (text: string, cue: TimeCue): boolean =>
  (cue.when === 'next' || cue.when === 'now') && OF_EVENT.test(text.slice(cue.from, cue.from + 16))
/** 入院时GCS 9分（伤后2小时14分）: the beginning of an illness is before all else. */
export const isOfOnset = (text: string, cue: TimeCue): boolean =>
  /^(?:(?:受|烧|烫|砸|摔)?伤|[发起]?病|中毒|服[药毒])后/.test(text.slice(cue.from, cue.from + 4))
/** RR 12 (this morning 20): an earlier part of the day, beside a value that nothing dates. */
const EARLIER_TODAY =
  /^(?:this (?:morning|am|afternoon)|earlier today|今[晨早]|今[天日][早上]|晨起|早[晨上间]|上午|清晨|凌晨)/
export const isEarlierToday = (text: string, cue: TimeCue): boolean =>
  EARLIER_TODAY.test(text.slice(cue.from, cue.from + 16))
const CLOCK = /^(?:at )?(\d{1,2})[:：.]?(\d\d)/
const HALF_A_DAY = 12 * 60
const minutesOf = (text: string, { from, when }: Pick<TimeCue, 'from' | 'when'>): number | null => {
  const clock = when === 'next' ? CLOCK.exec(text.slice(from, from + 9)) : null
  return clock && Number(clock[1]) * 60 + Number(clock[2])
}
/**
 * K 5.1 (2300: 5.9): the hour of a bracket is one before, unless the value in front of it has an hour of its own not half a day
 * earlier.
 */
export function isOfHourBefore(text: string, cue: TimeCue, its: TimeCue | null | undefined): boolean {
  const hour = minutesOf(text, cue)
  if (hour === null) return false
  const own = its ? minutesOf(text, its) : null
  return own === null || hour < own || hour - own > HALF_A_DAY
}
/** CRP 44, on admission 160: what is dated back right behind a value of now of the same label is the other one. */
export function isToldBack(
  text: string,
  {
    before,
    place,
    cue,
    free,
  }: { before: TimedPlace | undefined; place: TimedPlace; cue: TimeCue | null | undefined; free: boolean },
): boolean {
  const dated = cue?.when === 'earlier' || (cue?.when === 'past' && cue.from >= place.to)
  if (!free || before?.key !== place.key || !cue || !dated || cue.from < before.to) return false
  const words = text.slice(cue.from, cue.to)
  // Wt 65 kg, 71.4 kg on arrival: the time may stand behind it.
  if (cue.from >= place.to) {
    return (
      /^ ?[a-z/ ]{0,14}[,，;；(（|] ?$/.test(text.slice(before.to, place.from)) &&
      !PARTS_OF_DAY.has(words) &&
      !PAIRED.test(words)
    )
  }
  return (
    /^[^,，(（。；;\n]{0,8}[,，(（] ?$/.test(text.slice(before.to, cue.from)) &&
    /^[^,，。；;\n]{0,12}$/.test(text.slice(cue.to, place.from)) &&
    !PAIRED.test(words) &&
    !PARTS_OF_DAY.has(words)
  )
}
/** …BP 104/58⏎(0700: BP 112/60 P 88): an hour that opens a bracket in a line of its own. */
const isHourOfLine = (text: string, { from, when }: Pick<TimeCue, 'from' | 'when'>): boolean =>
  when === 'next' &&
  /^\d\d?:?\d\d/.test(text.slice(from, from + 5)) &&
  /\n ?[(（]$/.test(text.slice(Math.max(0, from - 3), from))
/** How far in front of a bracket the values stand that are told anew in it, and how long it may be. */
const IN_FRONT = 120
/**
 * Cap gas pH 7.24, CO2 8.8 (overnight pH 7.19, CO2 9.6): the values of a bracket that opens with a time of then, where each label stands
 * in front of it as well. `whens` holds when each value is told to be.
 */
export function ofEarlierBrackets(
  text: string,
  places: readonly TimedPlace[],
  whens: readonly (Pick<TimeCue, 'from' | 'when'> | null | undefined)[],
): Set<number> {
  const found = new Set<number>()
  for (const [i, { from, key }] of places.entries()) {
    const cue = whens[i]
    if (!cue) continue
    const open = cue.from - 1
    if (cue.when !== 'earlier' && cue.when !== 'past' && !isHourOfLine(text, cue)) continue
    if (
      !/[(（]/.test(text[open] ?? '') ||
      from < open ||
      from - open > IN_FRONT ||
      /[)）\n]/.test(text.slice(open, from))
    ) {
      continue
    }
    let j = i - 1
    while ((places[j]?.from ?? -1) > open) j -= 1
    for (; open - (places[j]?.to ?? -Infinity) < IN_FRONT; j -= 1) {
      if (places[j]?.key !== key) continue
      if (!/\n/.test(text.slice(places[j]?.to, open - 1).trimEnd())) found.add(i)
      break
    }
  }
  return found
}
