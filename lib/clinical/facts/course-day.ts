import type { TimeCue } from '@/lib/clinical/facts/time-cue'
import type { TimedPlace } from '@/lib/clinical/facts/timed-place'

/** How far into a note the day may stand on which it is written. */
const HEAD = 100
const COUNT = '(\\d{1,2}|[一二三四五六七八九十])'
/** POD5, ICU D5, Day 6, 术后第6天, 入院第3天: the day of a course on which a note is written. */
const TODAY = new RegExp(
  `\\b(?:pod ?#?|(?:hospital |icu |post-?op |ward )?day |(?:icu |hd |post-?op )d ?|hd ?)${COUNT}(?![\\d./])|(?:术|入院|住院|产|伤|病程|移植|化疗|治疗|入科)后?第? ?${COUNT} ?[天日]`,
)
/** on day 2, day 1, POD1, 第2天, 术后第2天: a day of the same course. */
const DAY_OF = new RegExp(
  `^(?:on |by )?(?:pod ?#?|day )${COUNT}(?!\\d|\\.\\d)|^(?:术|入院|住院|产|伤|移植|化疗|治疗|入科)?后?第? ?${COUNT} ?[天日](?!前)`,
)
/** day 2 of ceftriaxone: how long something has gone on. */
const OF_OTHER = /^ ?(?:of|post|after|following|into)\b/
const LONGEST = 12
const HAN = '一二三四五六七八九十'
const numberOf = (count: string): number => HAN.indexOf(count) + 1 || Number(count)

/** The day of its course on which a note is written, counted from an event; null where its head tells none. */
export function courseDay(text: string): number | null {
  const found = TODAY.exec(text.slice(0, HEAD))
  const count = found?.[1] ?? found?.[2]
  return count === undefined ? null : numberOf(count)
}

/** The day of the course that a cue names, null where it names none. */
function dayOf(text: string, cue: TimeCue | null): number | null {
  if (cue?.when !== 'next' && cue?.when !== 'earlier' && cue?.when !== 'now') return null
  const found = DAY_OF.exec(text.slice(cue.from, cue.from + LONGEST))
  const count = found?.[1] ?? found?.[2]
  const end = cue.from + (found?.[0].length ?? 0)
  return count === undefined || end < cue.to || OF_OTHER.test(text.slice(end, end + 10))
    ? null
    : numberOf(count)
}

/** 术后第2天190, POD1 Hb 88: a day of the course right in front of a value. */
const IN_FRONT = new RegExp(
  `(?:^|[^a-z\\d])(?:on |by )?(?:pod ?#?|day )${COUNT}[:： ]{1,2}(?:[a-z]{1,8} )?$|第 ?${COUNT} ?[天日][:：为]?(?:[\\u4e00-\\u9fff]{1,4})?$`,
)
function dayInFront(text: string, { from }: TimedPlace): number | null {
  const found = IN_FRONT.exec(text.slice(Math.max(0, from - 24), from))
  const count = found?.[1] ?? found?.[2]
  return count === undefined ? null : numberOf(count)
}

/**
 * The cues, past where they name a day of the course before the one of the note: POD5 …, 210 on day 2. The newest there is of a label
 * keeps what it was. Linear in the number of values.
 */
export function datedByCourse(
  text: string,
  places: readonly TimedPlace[],
  cues: readonly (TimeCue | null)[],
): (TimeCue | null)[] {
  const today = courseDay(text)
  if (today === null) return [...cues]
  const days = cues.map((cue, i) => {
    const place = places[i]
    return dayOf(text, cue) ?? (cue || !place ? null : dayInFront(text, place))
  })
  const newest = new Map<string, number>()
  for (const [i, { key, unreal }] of places.entries()) {
    const cue = cues[i]
    const isOfThen = cue?.when === 'past' || cue?.when === 'earlier' || cue?.when === 'extreme'
    const day = days[i] ?? (isOfThen ? 0 : today)
    if (!unreal) newest.set(key, Math.max(newest.get(key) ?? 0, day))
  }
  return cues.map((cue, i) => {
    const day = days[i]
    const place = places[i]
    if (!place || day === null || day === undefined || day >= (newest.get(place.key) ?? 0)) return cue
    return { from: cue?.from ?? place.from, to: cue?.to ?? place.from, when: 'past' }
  })
}
