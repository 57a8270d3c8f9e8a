import { cueBehind, type TimeCue } from '@/lib/clinical/facts/time-cue'

export interface TimedPlace {
  from: number
  to: number
  /** The same for all values of one label and specimen. */
  key: string
  /** How a value of the same key outdates it: by standing behind it, or only with a cue of time between. */
  outdated: 'always' | 'cue'
  /** The numbers, so that a value told twice is not outdated. */
  value: number
  /** A limit, an aim or a value under an "if" is none that outdates another. */
  unreal?: boolean
  /** Its column dates it as the newest. */
  settled?: boolean
  /** Its column dates it as an earlier one. */
  passed?: boolean
}

/** `8.8 down from 10.1`, `310 vs 1450 at discharge`, 92（较前日88）: the number behind is the earlier one. */
const COMPARED =
  /(?:\b(?:from|vs\.?|versus|compared (?:with|to)|against|previously|prior|prev|was|having been|(?:it )?had been|^,? ?after)(?: (?:an?|the|her|his|about|around|approx|previous|prior|baseline|last|admission|~))* ?|(?:较|比|对比|相比|原先?为?|此前|前值|前次|上次|基线)(?:前[日天次]?|昨[日天]?|入院时?|术前|上[周次月]|基线)?的?(?:约|为)?) ?$/
const TO_NEXT = /^[^,，.。;；\n]{0,20}(?:\bto\b|→|->|至|到)/
/** `pH 6.98, glucose 41 and ketones 6.9 on arrival`: members of a list that stand in front of one that is dated. */
const LISTED = /^ ?(?:,|，|、|;|and\b|, ?and\b|\/|with\b)? ?[a-z0-9%. ()[\]°℃/^×-]{0,28}?$/
/** 卧位BP 140/80，立位1分钟BP 104/60（入院当日）: the posture of the next pressure. */
const POSTURE =
  /^ ?[,，、;；] ?(?:[立卧坐站]位?|[左右]上?[肢臂])[^,，。；;\d]{0,4}(?:\d{1,2}(?:分钟?|min))?[^,，。；;\d]{0,6}$/
const SAYS_MORE =
  /\b(?:now|then|today|but|was|is|were|are|after|before|later|from|to|this|last|by|repeat|down|up)\b/

/** INR 1.2, Hb 74 on arrival, 91 now: a date between two values of one label is of the first alone. */
const isToldOn = (text: string, { to, key }: TimedPlace, after: TimedPlace | undefined): boolean =>
  after?.key === key && /^[^.;。；\n]{0,28}$/.test(text.slice(to, after.from))

/** For each value the date behind the last of the list in which it stands; null where none is. */
export function trailingCues(text: string, places: readonly TimedPlace[]): (TimeCue | null)[] {
  const cues: (TimeCue | null)[] = places.map(() => null)
  for (let i = places.length - 1; i >= 0; i -= 1) {
    const [place, next] = [places[i], places[i + 1]]
    if (!place) continue
    cues[i] = cueBehind(text, place.to)
    if (cues[i] || !next || next.from - place.to > 32) continue
    const gap = text.slice(place.to, next.from)
    if (POSTURE.test(gap)) cues[i] = cues[i + 1] ?? null
    if (next.key === place.key || isToldOn(text, next, places[i + 2])) continue
    if (LISTED.test(gap) && !/\. [a-z]|[()]/.test(gap) && !SAYS_MORE.test(gap)) cues[i] = cues[i + 1] ?? null
  }
  return cues
}

/** BM 3.1. At 16:30 it was 8.4; Hb 8.8 …; it was 12.1 in June: behind a value of now the past tense tells of one before it. */
const WAS =
  /^[^\d.;,]{0,10}[.;,] ?(?:(?:at|@|on|in) [^.;,\n]{1,24},? )?(?:it|this|that|(?:his|her|the) [a-z]{2,12}) (?:was|were|had been|stood at) (?:only |about |around )?$/
const WENT_ON = /\b(?:after|then|later|repeat\w*|rechecked?|now|today|subsequently|following|post|hence|by)\b/
const TOLD_WAS = /\b(?:was|were|had|fell|rose|dropped|peaked)\b/
export const isToldAsWas = (text: string, before: TimedPlace, place: TimedPlace): boolean => {
  const gap = text.slice(before.to, place.from)
  return (
    gap.length <= 56 &&
    WAS.test(gap) &&
    !WENT_ON.test(gap) &&
    !TOLD_WAS.test(text.slice(Math.max(0, before.from - 8), before.to))
  )
}

/** Whether words of comparison stand between two values of one label: the one behind them is the earlier one. */
export function isCompared(text: string, before: TimedPlace, place: TimedPlace): boolean {
  const gap = text.slice(before.to, place.from)
  if (gap.length > 48 || /[。\n]|[;；]|\. /.test(gap)) return false
  // It peaked at 240 and was 60 at discharge: what is told on is no comparison.
  if (/\b(?:and|then|but|which) was(?: [a-z]+)? $/.test(gap)) return false
  return COMPARED.test(gap) && !TO_NEXT.test(text.slice(place.to, place.to + 24))
}

/** T 37.2 …. T was 38.4 overnight, FiO2 0.3 …. Was on FiO2 0.6: told in the past tense behind a value that is not, of a time of then. */
const TENSE = /\b(?:was|were|had been) (?:on |at |up to |down to |as (?:low|high) as )?(?:about |around )?$/
const TENSE_REACH = 320
export function isToldOfThen(
  text: string,
  { before, place, then }: { before: TimedPlace | undefined; place: TimedPlace; then: boolean },
): boolean {
  if (!before || place.from - before.to > TENSE_REACH || /\n\n/.test(text.slice(before.to, place.from))) {
    return false
  }
  const number = (at: TimedPlace) => at.from + Math.max(0, text.slice(at.from, at.to).search(/\d/))
  const front = (at: TimedPlace) =>
    text.slice(Math.max(0, at.from - 10), number(at)).replace(/^.*[.;。\n]/s, '')
  const on = /\bwas on (?:[a-z]{2,8} )?$/.test(text.slice(Math.max(0, place.from - 16), place.from))
  if (TOLD_WAS.test(front(before)) || WENT_ON.test(text.slice(Math.max(0, place.from - 24), place.from))) {
    return false
  }
  return on || (then && TENSE.test(front(place)))
}
