import cues from '@/lib/clinical/facts/time-cues.json'
import patterns from '@/lib/clinical/facts/time-patterns.json'
import { cueBehind, timeCueAt } from '@/lib/clinical/facts/time-cue'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

/** Words of change, and those that may stand between two values of one label. */
export const CHANGES = phraseTrie(cues.change.map((word) => [word, true] as const))

/** How far the next value of the same label may stand behind the last, and how much of the way no cue explains. */
const ELIDED_REACH = 44
const UNEXPLAINED = 8
/** A repeat reaches over what was done in between. */
const REPEATED = 28
const REPEAT =
  /(?:复查|复测|rpt|repeat|recheck|rechecked|repeated|\d ?(?:分钟?|小时|h|min(?:utes)?|hours?|hrs?) ?(?:后|later))$/
/** Words of change, which lead to a next value by themselves. */
const MOVES =
  /\bvs\b|versus|compared|against|[升降涨跌掉增减恢]|down|up|fell|fall|rose|ris|drop|recover|bump|climb|jump|worsen|[a-z]{3} to$/
/** 万古谷值: the trough of a drug is a name of its own. */
const TROUGH = /谷(?:值|浓度)$/
/** What makes a number a time of the day or a place. */
const NO_NUMBER = /^ ?(?:时|点|床|:\d|h\b|岁)/
/** What is given is no value, and a value may stand behind it: 250 ml bolus, now 118/62. */
const GIVEN =
  /^ ?(?:(?:ml|mg|mcg|ug|units?|iu|u)(?![a-z/])|(?:ml|mg)\/kg|次(?![/每])|[天周片支袋]|小时|分钟|个?月|(?:h(?:rs?|ours?)?|min(?:ute)?s?)(?![a-z/]))/

/** (11.4 July), (3.9 Jan 2024): a month at the end of a bracket. */
const MONTH_CLOSES =
  / (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?(?: ?['’]?(?:20)?\d\d)?$/
/** `(13.9 g/dL in 2023)`: a number that opens a bracket with a date in it. */
function isDatedBracket(text: string, from: number): boolean {
  const bracket = /^ ?[(（](?=\d)([^()（）\n]{1,48})[)）]/.exec(text.slice(from, from + 52))
  const inside = bracket?.[1] ?? ''
  if (MONTH_CLOSES.test(inside)) return true
  for (let i = 0; i < Math.min(inside.length, 24); i += 1) {
    const when = isWordBoundary(inside, i, i) ? timeCueAt(inside, i)?.when : null
    if (when && when !== 'next') return true
  }
  return COUNTED.test(inside)
}

/** A day or hour in brackets behind a value: (3/5), (Wed), (08:00), (入院). */
const DAY =
  /^(?:\d{1,2}[/.-]\d{1,2}|(?:1[0-2]|[1-9])月(?:份|\d{1,2}日)?|\d{1,2}[:：]\d\d|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|d\d{1,2}|day \d{1,2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*(?: ?['’]?(?:20)?\d\d)?)$/
/** Where the bracket that dates the value in front of it ends; null where there is none. */
function dateBracketEnd(text: string, from: number): number | null {
  const bracket = /^ ?\(([^()\n]{1,16})\)/.exec(text.slice(from, from + 20))
  const inside = bracket?.[1] ?? ''
  return bracket && (DAY.test(inside) || timeCueAt(inside, 0)?.when) ? from + bracket[0].length : null
}

/** `1.2 (3/1), 2.6 (3/5)`: the number behind a dated value that is dated as well. */
function datedNext(text: string, from: number): number | null {
  const end = dateBracketEnd(text, from)
  if (end === null) return null
  const at =
    end + (/^ ?(?:[,，、;；/→–—-]|->)? ?(?=\d)/.exec(text.slice(end, end + 4))?.[0].length ?? -end - 1)
  const value = at < end ? null : /^\d[\d.]*(?: ?[a-zμ%^/×*\d]{1,9})?/.exec(text.slice(at, at + 20))
  // 4.1 (2021) – 6.8 (2023) – 11.4: the last of a row needs no date.
  const inRow = /[–—→-]/.test(text.slice(end, at)) && /^ ?\((?:19|20)\d\d\)/.test(text.slice(from, from + 7))
  return value && (inRow || dateBracketEnd(text, at + value[0].trimEnd().length) !== null) ? at : null
}

/** Where a day of the month or of a course behind a value ends: ` on 2/3`, ` D1`. */
function onDayAt(text: string, from: number): { to: number } | null {
  const day =
    /^ (?:on (?:0?[1-9]|1[0-2])\/[0-3]?\d(?![\d/])|(?:on )?(?:d|day|pod) ?\d{1,2}(?!\d|[.\/]\d))/.exec(
      text.slice(from, from + 12),
    )
  return day && { to: from + day[0].length }
}

/** What the number behind may be: whose label stands at a place, and which number has the unit or the form of the last. */
interface Elided {
  isLabel: (at: number) => boolean
  /** Where a word ends that holds a name and is none, 葡萄糖酸钙; the place itself where none begins. */
  hiddenTo: (at: number) => number
  sameUnit: (at: number) => boolean
  /** The form of the value where it is one of its own: 118/62. */
  fits?: (at: number) => boolean
}

const hasLabel = (
  text: string,
  { from, to, isLabel }: { from: number; to: number; isLabel: (at: number) => boolean },
): boolean => {
  for (let at = from; at < to; at += 1) if (isWordBoundary(text, at, at) && isLabel(at)) return true
  return false
}

/** Weeks, days and cycles that date a value in brackets besides the words of time. */
const COUNTED =
  /(?:^|[^a-z\d])(?:(?:d|day|wk|week|pod|c|cycle|#) ?\d{1,3}|\d{1,2}(?:\+\d)? ?\/ ?40)(?!\d)|^\+ ?\d{1,3} ?(?:[天日周月]|d\b|days?)|^(?:base|b\/l|norm|prev|old|was|from|usual)\b|(?:孕|第|生后|术后|化疗|d) ?\d{1,2}(?:\+\d)? ?(?:周|天|日|程|周期|月)/
/** What stands in a bracket in front of its number and is a time there alone: (arrival 133), (post delivery 104). */
const TIME_IN_BRACKET = new RegExp(`^(?:${patterns.bracket.join('|')})(?:时|值|为|的)? ?:? ?$`)
const LAST_NUMBER =
  /(?<![\d.+/])\d[\d.]*(?:\/\d{2,3})?(?= ?(?:[a-zμ%℃×][a-zμ/%\d^×*]{0,9}|分|次(?:\/分)?|bpm)?$)/

/** (POD1), (昨22:00): a time alone, which holds no value. */
const MOMENT_ALONE = /^(?:pod|d|day|wk|week|c|cycle|#) ?#?\d{1,3}$|\d[:：]\d\d$/
/** (was 48% in 2020), (peak 3.1 day 2), (max 40 o/n): a day behind the number of a bracket. */
const DAY_BEHIND =
  /,? ?(?:\b(?:in|since|from) (?:(?:early |late |mid-?)?(?:19|20)\d\d|[a-z]{3,9}(?: ?['’]?(?:20)?\d\d)?)|\b(?:on )?(?:day|d|pod|wk|week) ?\d{1,3}|\bo\/n|\bovernight|\byest[a-z']*|\blast [a-z]{2,9}|\bat (?:admission|arrival|presentation|diagnosis|booking|discharge|its worst|his worst|her worst)|\bon (?:admission|arrival|adm|[a-z]{3,6}day)|\bpre-?[a-z]{2,12}|\b\d{1,2}\/\d{1,2})$/
/** `（上次0.81）`, `(D12 58)`, `（入院时休克 78/42）`: the number that ends a bracket which opens with a time. */
function inBracket(text: string, from: number, isLabel: Elided['isLabel']): number | null {
  const bracket = /^ ?[↑↓hl]? ?\(([^()\n,，;；]{3,28})\)/.exec(text.slice(from, from + 34))
  const inside = (bracket?.[1] ?? '').replace(DAY_BEHIND, '')
  const number = LAST_NUMBER.exec(inside)
  if (!bracket || !number) return null
  const before = inside.slice(0, number.index)
  if (before === '' || !/[^\d.+/-]$/.test(before) || MOMENT_ALONE.test(inside)) return null
  let told = COUNTED.test(before) || TIME_IN_BRACKET.test(before)
  for (let i = 0; i < before.length && !told; i += 1) {
    const cue = isWordBoundary(before, i, i) ? timeCueAt(before, i) : null
    told = Boolean(cue?.when) && (cue?.to ?? 0) <= before.length
  }
  const at = from + bracket[0].indexOf('(') + 1 + number.index
  return told && !hasLabel(text, { from, to: at, isLabel }) ? at : null
}

/** What parts two dated numbers: a mark, perhaps with what was done in between. */
const IN_TURN =
  /^(?: (?:after|with|on|following|despite|post) [a-z -]{3,28})?[,，;、](?: ?[a-z][a-z -]{2,32} (?:given|started|commenced|stopped|held|added|increased|continued),)? ?(?:and )?[<>]?(?=\d)/
/** `240 on Monday, 110 Wednesday, 35 today`: both numbers with their day right behind. */
function datedInTurn(text: string, from: number): number | null {
  const cue = cueBehind(text, from) ?? onDayAt(text, from)
  const gap = cue && IN_TURN.exec(text.slice(cue.to, cue.to + 48))
  if (!cue || !gap) return null
  const at = cue.to + gap[0].length
  const value = /^\d[\d.]*(?: ?[a-zμ%^/×*\d]{1,9}(?<! ))?(?= )/.exec(text.slice(at, at + 20))
  const number = /^\d[\d.]*/.exec(text.slice(at, at + 12))?.[0] ?? ''
  return [number, value?.[0] ?? number].some(
    (one) => cueBehind(text, at + one.length) ?? onDayAt(text, at + one.length),
  )
    ? at
    : null
}

/** Whether a date stands right behind the number that ends at `digits`, its unit between. */
function isDatedBehind(text: string, digits: number): boolean {
  const unit = /^ ?[^\s,，;；.。]{1,8}/.exec(text.slice(digits, digits + 9))?.[0].length ?? 0
  return cueBehind(text, digits + unit) !== null
}

/**
 * Where the next value of the same label may begin behind `from`, its label left out: `血钠118，今晨131`, `6.8 initially, now down
 * to 2.1`, `Hb 58g/L，输血后升至79g/L`. A word of time or change leads to it: right in front, or anywhere in the sentence where
 * `sameUnit` finds the unit of the last value behind the number. Null where none does or `isLabel` meets another label first.
 */
export function elidedValueAt(
  text: string,
  from: number,
  { isLabel, hiddenTo, sameUnit, fits }: Elided,
): number | null {
  const atOnce = datedNext(text, from) ?? datedInTurn(text, from) ?? inBracket(text, from, isLabel)
  if (atOnce !== null) return atOnce
  let said = isDatedBracket(text, from)
  let opened = false
  let unexplained = 0
  let near = from
  let repeated = false
  for (let at = from; at - from < ELIDED_REACH && at < text.length;) {
    const unit = text[at] ?? ''
    if (/[。\n]/.test(unit) || (unit === '.' && !/\d/.test(text[at + 1] ?? ''))) return null
    const cue = timeCueAt(text, at)
    const hidden = cue ? at : hiddenTo(at)
    if (hidden > at) {
      unexplained += hidden - at
      at = hidden
      continue
    }
    // 3.2 despite replacement (3.1 yesterday): a bracket that opens with the number and holds a day.
    if (unit === '(' && unexplained <= REPEATED && !timeCueAt(text, at + 1) && isDatedBracket(text, at)) {
      return at + 1
    }
    if (!cue && isWordBoundary(text, at, at) && isLabel(at)) return null
    const change = cue?.when
      ? null
      : CHANGES.at(text, at).find((one) => isWordBoundary(text, one.from, one.to))
    if (cue?.when || change) {
      said ||= opened || (cue?.when ?? null) !== null || MOVES.test(text.slice(at, change?.to))
      at = cue?.when ? cue.to : (change?.to ?? at + 1)
      near = at
      repeated = REPEAT.test(text.slice(at - 8, at)) || /[升降复落高低][至到为]$/.test(text.slice(at - 3, at))
    } else if (cue && TROUGH.test(text.slice(at, cue.to))) {
      unexplained += cue.to - at
      at = cue.to
    } else if (/[ ,，、;；:(（)）]/.test(unit)) {
      opened ||= /[(（]/.test(unit)
      if (near === at) near = at + 1
      at += 1
    } else if (/\d/.test(unit) && !/[a-z]/.test(text[at - 1] ?? '')) {
      const number = /^\d[\d.,]*/.exec(text.slice(at, at + 12))?.[0] ?? unit
      if (NO_NUMBER.test(text.slice(at + number.length, at + number.length + 3))) return null
      const candidate = at > from && !GIVEN.test(text.slice(at + number.length, at + number.length + 7))
      const led = near === at && unexplained <= (repeated ? REPEATED : UNEXPLAINED)
      if (candidate && said && (fits ? near === at && fits(at) : led || sameUnit(at))) return at
      if (candidate && !fits && unexplained === 0 && /^[ ,，]+$/.test(text.slice(from, at)) && sameUnit(at)) {
        return isDatedBehind(text, at + number.length) ? at : null
      }
      at += number.length
      unexplained += number.length
    } else {
      unexplained += 1
      at += 1
    }
  }
  return null
}
