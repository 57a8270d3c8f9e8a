import {
  ELSEWHERE,
  isRecent,
  OF_BEFORE,
  isOfThis,
  OF_TODAY,
  PAIRED,
  RECENT,
  REPEATED,
  SESSION,
} from '@/lib/clinical/facts/time-kinds'
import { cueBehind, type TimeCue } from '@/lib/clinical/facts/time-cue'
import { OF_DAY, PARTS_OF_DAY, Timeline, type Governing } from '@/lib/clinical/facts/timeline'
import { trailingCues, type TimedPlace } from '@/lib/clinical/facts/timed-place'
import { begins, comparedValues } from '@/lib/clinical/facts/compared-value'
import { areComparable, isAside, isCheck } from '@/lib/clinical/facts/comparable'
import { outdatedByHours } from '@/lib/clinical/facts/clock-row'
import { outdatedByDays } from '@/lib/clinical/facts/day-entries'
import { datedByCourse } from '@/lib/clinical/facts/course-day'
import { courseOf, LEAVES, type Course } from '@/lib/clinical/facts/stay'
import { firstAt } from '@/lib/clinical/text/first-at'

/** Whether one of the places in order lies from `from` to `to`. */
const hasCue = (places: readonly number[], from: number, to: number): boolean =>
  (places[firstAt(places, (place) => place >= from)] ?? Infinity) < to

const STEPPED = /(?:\bto|→|->|>|至|到) ?$/
const STARTS_SERIES = /(?:由|从|自|from(?: the)?) ?$/

/** 92/50 → 118/64: the second took the place of the first. */
const STEP =
  /^ ?(?:→|->|=>|>|to|降至|升至|回升至|升到|降到|掉到) ?$|^ ?[,，] ?(?:now |then |later |came |coming |went |back )?(?:up|down|back) to ?$|^[^.;。；\n]{0,24}(?:\b[a-z]{3,10}(?:ed|en|ing) (?:up |down )?to|[升降复正涨落减增善转变加少跌掉][至到为]) ?$/

/**
 * `from 98 in January to 143`, `由上周的32升至88`: the cue of the first value of a series does not date its last.
 */
function isOfFirst(text: string, from: number, { when, ...cue }: Governing): boolean {
  if (when === 'now' || when === 'next' || !STEPPED.test(text.slice(Math.max(0, from - 4), from))) {
    return false
  }
  // 840 peak -> 95: what stands between a number and an arrow is of that number.
  if (
    /\d ?[a-z/%℃μ]{0,8} ?[(（]?$/.test(text.slice(Math.max(0, cue.from - 12), cue.from)) &&
    /^[)）]? ?(?:→|->|=>) ?$/.test(text.slice(cue.to, from))
  ) {
    return true
  }
  // Tmax 39.4 → 38.2: the peak is the first of the series.
  if (when === 'extreme') return /\d/.test(text.slice(cue.to, from))
  // 入院时…体重由70kg降至66kg: the last value of a change told in a clause of its own is the newest.
  if (
    when === 'earlier' &&
    /[，,。；;] ?[^，,。；;\n]{0,10}(?:由|从|自|from)[^，,。；;\n]{1,24}$/.test(text.slice(cue.to, from))
  ) {
    return true
  }
  return (
    !/\d/.test(text.slice(cue.to, from)) ||
    STARTS_SERIES.test(text.slice(Math.max(0, cue.from - 10), cue.from))
  )
}

/** D1 39.2, D3 37.4: days of a course between two values. */
const COUNTED_DAY = /(?:^|[ ,，;；、(])(?:(?:d|day|pod|wk|week|hd) ?\d{1,3}|第 ?\d{1,3} ?[天日])[:： )]/
/** What stands behind a place, read from the end: whether the present has begun, and of which labels something newer is told. */
interface Behind {
  /** Where last the present begins: a value of now or of a time behind an event. */
  begun: number
  /** Whether a value stands there that was not measured elsewhere. */
  ours: boolean
  newer: Set<string>
  /** Where the newest value of a label begins that is told as taken again: in its own sentence it outdates the one in front. */
  again: Map<string, number>
  told: Set<string>
  /** Labels of which some value, anywhere, is told to be of now. */
  current: ReadonlySet<string>
  /** Labels of which some value, anywhere, stands without a date. */
  undated: ReadonlySet<string>
  latest: { year: number; short: number }
  /** Whether values are told to be of the day of the note. */
  today: boolean
}

/** Whether a later place stands in a sentence of its own; of a laboratory value in its own line. */
const isApart = (text: string, { to, outdated }: TimedPlace, from: number): boolean =>
  (outdated === 'always' ? /\n/ : /[。\n]|\. /).test(text.slice(to, from))
const isAgain = (text: string, place: TimedPlace, { again }: Behind): boolean => {
  const from = again.get(place.key)
  return from !== undefined && !isApart(text, place, from)
}

/** 透前BP 164/88 …下机 118/64: the signs and weights before and after a session of one visit are told side by side. */
const isOfSession = (text: string, { key, outdated }: TimedPlace, cue: TimeCue | null | undefined): boolean =>
  cue?.when === 'earlier' &&
  outdated === 'cue' &&
  !key.startsWith('glucose') &&
  SESSION.test(text.slice(cue.from, cue.to))

/** 透前BP 164/88 …下机 118/64, …⏎4h 126/74 缓解下机: the value behind is told to be of after the session. */
const AFTER_SESSION =
  /(?:透后|透析后|透毕|下机|\bpost[- ]?(?:hd|dialysis|session)\b|\bafter (?:hd|dialysis|the session)\b|, ?(?:and )?after(?:wards)? $|\bcoming off\b)[^。；;\n]{0,32}$/
const LAST_ROW = /^ ?\d{1,2} ?(?:h|小时)[^\n]{0,60}(?:下机|\boff\b)/
function isAfterSession(text: string, { to }: TimedPlace, { from }: TimedPlace): boolean {
  if (AFTER_SESSION.test(text.slice(Math.max(to, from - 48), from))) return true
  // 透前BP 160/92 …15:10 BP 124/70: an hour of the session.
  if (/(?<!\d)\d{1,2}[:：]\d\d[^。；;\n]{0,16}$/.test(text.slice(Math.max(to, from - 22), from))) return true
  const line = text.lastIndexOf('\n', from) + 1
  return line > to && from - line < 48 && LAST_ROW.test(text.slice(line, line + 80))
}

/** WBC elsewhere 18; repeat sent, 外院血钾5.9，我院结果待回: what is measured again here leaves that of another place behind. */
const AWAITED =
  /^[^\n。]{0,24}(?:\b(?:repeats?|ours|bloods here|results? here) (?:\w+ )?(?:sent|pending|awaited|due|requested|not back)\b|(?:今[日天晨]|我院|本院|复查)[^，。；\n]{0,6}(?:结果)?(?:待回|未回|未出|待出|送检中))/
const isAwaited = (text: string, to: number): boolean => AWAITED.test(text.slice(to, to + 48))
/** Whether its cue of time makes a value an earlier one. */
function isOfThen(
  text: string,
  { place, cue }: { place: TimedPlace; cue: Governing | TimeCue | null | undefined },
  { course, behind }: { course: Course; behind: Behind },
): boolean {
  const { told, current, undated, latest } = behind
  const isOutdated = () => behind.newer.has(place.key) || isAgain(text, place, behind)
  if (!cue) return isOutdated()
  const words = text.slice(cue.from, cue.to)
  if (begins(cue)) return cue.when === 'now' && course.home > place.to && LEAVES.test(words)
  const outdone = () => told.has(place.key) || current.has(place.key) || undated.has(place.key)
  const ofStay = place.outdated === 'cue'
  if (isRecent(text, cue, behind.today)) {
    return outdone() || course.isOver(cue)
  }
  // Tmax 37.7, and no other temperature: it is the newest there is.
  if (cue.when === 'extreme' && /^t?max$/.test(words)) return outdone()
  if (cue.when === 'past' || cue.when === 'extreme') return true
  if (isOfSession(text, place, cue)) return course.isOver(cue) || behind.newer.has(place.key)
  if (cue.when === 'earlier') {
    const passed = !PAIRED.test(words) && !PARTS_OF_DAY.has(words) && course.discharge > place.to
    const outdated =
      current.has(place.key) || (undated.has(place.key) && !PAIRED.test(words) && OF_BEFORE.test(words))
    const elsewhere = ELSEWHERE.test(words) && (behind.ours || isAwaited(text, place.to))
    return (ofStay && (course.isOver(cue) || passed)) || elsewhere || told.has(place.key) || outdated
  }
  if (!cue.day) return isOutdated()
  return cue.day.number < (cue.day.year ? latest.year : latest.short) || isOutdated()
}

/** K 5.6, previously 4.8, Na 133: a time between a value and a number without a name is of that number alone. */
const isComparison = (
  text: string,
  { from, before }: { from: number; before: number },
  { when, ...cue }: Governing,
): boolean =>
  cue.from >= before &&
  !cue.block &&
  (when === 'past' || when === 'earlier' || when === 'extreme') &&
  /^\d/.test(text.slice(from, from + 1))

/** The cue of a list, the comparisons in it taken away. */
function stillInForce(cue: Governing | null, spent: ReadonlySet<number>): Governing | null {
  let left = cue
  while (left && spent.has(left.from)) left = left.over ?? null
  return left
}

/** TSH 3.1 (June): a month alone in brackets dates the only value of its label. */
const MONTH_BEHIND =
  /^ ?[a-zμ%/]{0,8} ?\((?:in )?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?(?: ?['’]?(?:20)?\d\d)?\)/
function monthBehind(text: string, to: number): TimeCue | null {
  const found = MONTH_BEHIND.exec(text.slice(to, to + 32))
  return found && { from: to, to: to + found[0].length, when: 'past' }
}
/** For each value the cue that dates it: its own behind it, that of its list, or the one in force. */
function cuesOf(
  text: string,
  timeline: Timeline,
  places: readonly TimedPlace[],
): (Governing | TimeCue | null)[] {
  const trailing = trailingCues(text, places)
  const counts = Map.groupBy(places, ({ key }) => key)
  const spent = new Set<number>()
  return places.map(({ from, to, key }, i) => {
    const governing = stillInForce(timeline.until(to - 1), spent)
    const before = places[i - 1]
    if (governing && before?.key === key && isComparison(text, { from, before: before.to }, governing)) {
      spent.add(governing.from)
    }
    if (governing && isOfFirst(text, from, governing)) return cueBehind(text, to)
    const own = cueBehind(text, to) ?? (counts.get(key)?.length === 1 ? monthBehind(text, to) : null)
    if (own) return own
    return governing && governing.behind !== true ? governing : (trailing[i] ?? governing)
  })
}

/**
 * For each value, in the order of the text, whether it is an earlier one. A value that nothing dates is of now, unless a later one
 * of the same label outdates it. Linear in the length of the text.
 */
export function areEarlier(text: string, edges: Uint8Array, places: readonly TimedPlace[]): boolean[] {
  if (places.length === 0) return []
  const timeline = new Timeline(text, edges)
  const cues = datedByCourse(text, places, cuesOf(text, timeline, places))
  const compared = comparedValues(text, places, cues)
  const days = (dated: boolean) => cues.map((cue) => (cue?.day?.year === dated ? cue.day.number : 0))
  const behind: Behind = {
    ...{ begun: -1, ours: false, newer: new Set(), again: new Map(), told: new Set() },
    current: new Set(places.flatMap(({ key }, i) => (begins(cues[i]) && !compared.has(i) ? [key] : []))),
    undated: new Set(places.flatMap(({ key, unreal }, i) => (cues[i] || unreal ? [] : [key]))),
    today: cues.some(
      (cue, i) =>
        (cue?.when === 'now' && OF_TODAY.test(text.slice(cue.from, cue.from + 16))) ||
        (places[i]?.outdated === 'always' && cue && isOfThis(text, cue)),
    ),
    latest: { year: days(true).reduce(higher, 0), short: days(false).reduce(higher, 0) },
  }
  const course = courseOf(text)
  const outdated = new Set([...outdatedByHours(text, places), ...outdatedByDays(text, places)])
  const earlier: boolean[] = []
  const later = new Map<string, TimedPlace>()
  for (let i = places.length - 1; i >= 0; i -= 1) {
    const [place, cue, before] = [places[i], cues[i], places[i - 1]]
    if (!place) continue
    earlier[i] =
      place.passed === true ||
      outdated.has(i) ||
      (!place.unreal && !place.settled && isOfThen(text, { place, cue }, { course, behind }))
    if (place.unreal) continue
    if (compared.has(i)) earlier[i] = true
    const next = later.get(place.key)
    const apart = next && (!isOfSession(text, place, cue) || isAfterSession(text, place, next))
    if (!earlier[i] && next && apart && areComparable(text, place, next)) {
      // 08:00 BP 84/50 …⏎11:00 BP 112/70 …: the last of a series counts, in whatever sentence it stands (ADR 0112).
      const between =
        isOfSession(text, place, cue) ||
        hasCue(timeline.cues, place.to, next.to) ||
        COUNTED_DAY.test(text.slice(place.to, next.to)) ||
        STEP.test(text.slice(place.to, next.from))
      earlier[i] = place.outdated === 'always' || between
    }
    if (!earlier[i]) {
      later.set(place.key, place)
      behind.told.add(place.key)
    }
    if (begins(cue) && !compared.has(i) && !isAside(text, place)) {
      if (cue?.when === 'now') behind.newer.add(place.key)
      else if (before?.key !== place.key || !isCheck(text, before, place)) {
        behind.again.set(place.key, place.from)
      }
      if (!cue || !REPEATED.test(text.slice(cue.from, cue.to))) {
        behind.begun = Math.max(behind.begun, place.from)
      }
    }
    if (!earlier[i] && (!cue || !ELSEWHERE.test(text.slice(cue.from, cue.to)))) behind.ours = true
  }
  markPanels(text, { places, cues, begun: behind.begun, course }, earlier)
  return earlier
}

/**
 * 入院WBC 3.1，PLT 62，…，PLT 148: where two laboratory values of a set are told to be earlier ones by later ones of their labels
 * elsewhere, so are the others of the same moment, where half of it was taken again; one is enough where the text goes on to the present. A sign that was not taken again stays of now.
 */
function markPanels(
  text: string,
  {
    places,
    cues,
    begun,
    course,
  }: {
    places: readonly TimedPlace[]
    cues: readonly (Governing | TimeCue | null)[]
    begun: number
    course: Course
  },
  earlier: boolean[],
): void {
  const moments = Map.groupBy(
    places.keys().filter((i) => cues[i]?.when === 'earlier' && places[i]?.outdated === 'always'),
    (i) => cues[i]?.from ?? -1,
  )
  for (const [from, members] of moments) {
    const keysOf = (past: boolean) =>
      new Set(members.flatMap((i) => (earlier[i] === past ? [places[i]?.key ?? ''] : [])))
    const [past, now] = [keysOf(true), keysOf(false)]
    const words = text.slice(from, cues[members[0] ?? 0]?.to)
    const outside = [...past].filter((key) => !now.has(key))
    const cue = cues[members[0] ?? 0]
    const least = begun > from || (cue && course.isOver(cue)) ? 1 : 2
    // On admission Hb 70, INR 2.1 …. On discharge Hb 92: who left has the first set behind him, whatever of it was taken again.
    const left = places.some((_, i) => leavesAt(text, cues[i], from))
    if (!left && outside.length * 2 < past.size + now.size) continue
    if (outside.length < least || PAIRED.test(words) || RECENT.test(words) || OF_DAY.test(words)) continue
    for (const i of members) {
      const place = places[i]
      if (place && !past.has(place.key) && place.unreal !== true) earlier[i] = true
    }
  }
}

/** Whether a cue behind a place is of the leaving: at discharge, Discharge Hb 91, 出院前复查. */
const leavesAt = (text: string, cue: Governing | TimeCue | null | undefined, from: number): boolean =>
  !!cue && cue.from > from && cue.when === 'now' && /discharge|出院/.test(text.slice(cue.from, cue.to))

const higher = (a: number, b: number): number => Math.max(a, b)
