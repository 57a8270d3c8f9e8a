import cues from '@/lib/clinical/facts/time-cues.json'
import patterns from '@/lib/clinical/facts/time-patterns.json'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

/**
 * When a value was measured: `past` always is, `extreme` is a peak or nadir, `earlier` is past once a later value stands behind it,
 * `now` and `next` (a repeat, a state after treatment) begin the present, `dated` is compared with the other dates.
 */
export type When = 'past' | 'extreme' | 'earlier' | 'now' | 'next' | 'dated'
export interface TimeCue {
  from: number
  to: number
  when: When | null
  /** Days on a calendar without gaps, comparable with those of other dates with or without a year. */
  day?: { number: number; year: boolean }
}

const WORDS = phraseTrie<When | null>([
  ...(['past', 'extreme', 'earlier', 'now', 'next'] as const).flatMap((when) =>
    cues[when].map((word) => [word, when] as const),
  ),
  ...cues.none.map((word) => [word, null] as const),
])

const COUNT =
  '(?:\\d{1,3}\\+?|[一二三四五六七八九十两数几多半]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|eighteen|twenty|thirty|forty|forty-five|fifty|sixty|ninety|half an|an|a|several|a few|a couple of)'
const AGO = new RegExp(
  `${COUNT} ?(?:余|多)?个?(?:(天|日|周|星期|月|年|days?|weeks?|wks?|months?|mths?|mos?|years?|yrs?)|(?:小时|h|分钟|hours?|hrs?|minutes?|mins?))(?:余|多)?(前|之前| ago| back| before| earlier| prior)`,
  'y',
)
const HENCE = new RegExp(
  `${COUNT} ?个?(?:天|日|周|月|小时|h|分钟|days?|weeks?|hours?|hrs?)(?:后| later| on\\b| post)|(?:第${COUNT}[天日]|pod ?#?\\d|(?:on |by )?day \\d{1,2}|at \\d{1,2} ?(?:h|hours?|hrs?|min)\\b)`,
  'y',
)
const DATE = /(20\d\d)(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?![\d/])|年(\d{1,2})月(?:(\d{1,2})[日号])?)/y
/** (Hb Jan: 141): a month in front of its value. */
const MONTH =
  /(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?(?: ?['’](?:20)?\d\d)?(?= ?:? ?\d)(?! ?\d{1,2}(?:st|nd|rd|th)?\b(?![.%]))/y
/** Echo March LVEF 36%: a month behind what was done in it, the name of the value between it and its number. */
const MONTH_OF =
  /(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])(?: (?:20)?\d\d)?(?= (?:[a-z][a-z0-9/]{1,7} ){1,2}(?:of |was )?\d)/y
const BEFORE_MONTH = /[a-z]{3} $/
/** Echo 2022 EF 52%: a year behind what was done in it. */
const YEAR_OF = /(?:19|20)\d\d(?=[ :] ?(?:[a-z][a-z0-9/]{1,7} ){1,2}(?:of |was )?\d)/y
const STUDY =
  /\b(?:echo\w*|tte|toe|tee|scan|mri|cmr|muga|angio\w*|cath|pfts?|spirometry|lung function|dexa|bloods|labs|fbc|cbc|stress test|holter|sleep study) $/
/** （六月ALT 143U/L）, (三月份时为64: a month in Chinese numerals at the head of a bracket or a clause. */
const MONTH_IN_HAN =
  /(?:[一二三四五六七八九]|十[一二]?)月(?:份|初|中旬|底|末)?(?=时?(?:查|测|复查|示|为|是)?[:：]?(?:[a-z][a-z0-9-]{0,7}|[\u4e00-\u9fff]{2,5})? ?[:：]?\d)(?![大龄])/y
const NO_STUDY = /\b(?:since|until|till|by|from|to|of|for|early|late|mid|due|next|on) $/
/** Day 1 FBC: the first day of a stay or cycle is the newest only where no other is told. */
const FIRST_DAY = /(?:on )?day [01]\b(?! (?:of|post|after))/y
/** The hour of an entry in a chart. */
const CLOCK = /(?:at )?(?:[01]?\d|2[0-3])(?:[:：][0-5]\d(?!\d)|[时点](?![间候段滴])(?:[0-5]?\d分|半|整)?)/y
/** 6am, 10 pm. */
const HALF_DAY = /(?:at )?(?:1[0-2]|0?[1-9])(?:[.:][0-5]\d)? ?(?:am|pm)(?![a-z])/y
/** obs 0330, at 0415: the hour without a colon. */
const HOUR = /(?:[01]\d|2[0-3])[0-5]\d(?: ?h(?:rs)?\b)?(?=[ :,;.]|$)/y
const BEFORE_HOUR = /(?:^|\n|[.;] |\b(?:at|obs|gas|bloods|abg|vbg|from|@) ?)$/
/** 3/2 98, 3/4: 143: a day or month in front of its value. */
const DAY_OF_MONTH =
  /(1[0-2]|0?[1-9])\/([0-3]?\d)(?=[:：] ?[\da-z]| on (?:air|ra|room air|o2|\d)| +(?:\d{2,}|\d\.\d))(?! +\d+[/.]\d+ ?[（(])/y
/** 11-28 血钾6.2，11-30 4.8, （11-28）: a day with a dash at the head of a clause or in brackets. */
const DASHED_DAY =
  /(1[0-2]|0?[1-9])-(0?[1-9]|[12]\d|3[01])(?:(?=\))|(?= ?[\u4e00-\u9fffa-z]{1,12} ?[:：]?\d| +\d)(?! ?(?:次|岁|天|日|个|周|月|年|小时|分|年|片|粒|g|mg|ml|h|min|times|days?|weeks?|years?)))/y
/** eGFR 2023: 54, 2024 47: a year in front of its value. */
const YEAR_BEFORE = /(20[0-3]\d)年?(?=[:：] ?\d| \d)(?! \d{4})/y
/** 3月12.6, 5月份88: a month in front of its value. */
const MONTH_HAN = /(1[0-2]|[1-9])月份?(?= ?[:：]?\d{1,4}(?:\.\d+)?(?![\d.日号天]))/y
const SHORT_DATE = /(\d{1,2})月(\d{1,2})[日号]/y
const YEAR =
  /(?:in |since )?(?:19|20)\d\d年(?!\d{1,2}月)|in (?:early |late |mid-?)?(?:19|20)\d\d\b|(?:去年|今年|前年)\d{1,2}月(?:份)?|in (?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])/y
const MAY_BEGIN = /[\d一二三四五六七八九十两数几多半第今去前aeotfspdijmnbh]/

function numericCueAt(text: string, at: number): TimeCue | null {
  if (!MAY_BEGIN.test(text[at] ?? '') || /[\da-z.]/.test(text[at - 1] ?? '')) return null
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(text)
  }
  const found = (length: number, when: When): TimeCue => ({ from: at, to: at + length, when })
  const date = match(DATE)
  if (date) {
    const parts = [date[1], date[2] || date[4], date[3] || date[5]]
    const [year = 0, month = 0, day = 0] = parts.map((part) => Number(part) || 0)
    const number = year * 372 + month * 31 + day
    return { ...found(date[0].length, 'dated'), day: { number, year: true } }
  }
  const short = match(SHORT_DATE)
  if (short) {
    const number = Number(short[1]) * 31 + Number(short[2])
    return { ...found(short[0].length, 'dated'), day: { number, year: false } }
  }
  const named = /[\d岁年零又]/.test(text[at - 1] ?? '') ? null : match(MONTH_HAN)
  if (named) {
    return { ...found(named[0].length, 'dated'), day: { number: Number(named[1]) * 31, year: false } }
  }
  const day =
    match(DAY_OF_MONTH) ?? (/^$|[\n，,；;。(（]/.test(text[at - 1] ?? '') ? match(DASHED_DAY) : null)
  if (day) {
    const number = Number(day[1]) * 31 + Number(day[2])
    return { ...found(day[0].length, 'dated'), day: { number, year: false } }
  }
  const before = match(YEAR_BEFORE)
  if (before) {
    return { ...found(before[0].length, 'dated'), day: { number: Number(before[1]) * 372, year: true } }
  }
  const year = match(YEAR)
  if (year) return found(year[0].length, 'past')
  const month = match(MONTH)
  if (month) return found(month[0].length, 'past')
  const front = text.slice(Math.max(0, at - 8), at)
  const of = BEFORE_MONTH.test(front) && !NO_STUDY.test(front) ? match(MONTH_OF) : null
  if (of) return found(of[0].length, 'past')
  const yearOf = STUDY.test(text.slice(Math.max(0, at - 16), at)) ? match(YEAR_OF) : null
  if (yearOf) return found(yearOf[0].length, 'past')
  const han = /[(（，,；;年]/.test(text[at - 1] ?? '') ? match(MONTH_IN_HAN) : null
  if (han) return found(han[0].length, 'past')
  const ago = match(AGO)
  if (ago) return found(ago[0].length, ago[1] === undefined ? 'earlier' : 'past')
  const first = match(FIRST_DAY)
  if (first) return found(first[0].length, 'earlier')
  const headsBracket = text[at - 1] === '(' && text[at + 4] === ':'
  const hour = headsBracket || BEFORE_HOUR.test(text.slice(Math.max(0, at - 8), at)) ? match(HOUR) : null
  const hence = hour ?? match(CLOCK) ?? match(HALF_DAY) ?? match(HENCE)
  return hence ? found(hence[0].length, 'next') : null
}

const OPEN_CLASSES = (['past', 'now', 'earlier', 'next'] as const).map(
  (when) => [when, new RegExp(patterns[when].join('|'), 'y')] as const,
)
const MAY_OPEN = new RegExp(patterns.begins)
/** The words with which an English pattern may begin: asked first, as most words are none. */
const ENGLISH = new RegExp(patterns.english, 'y')
const OF_OURS = /[我本该]$/

/** The cue of an open class that begins at `at`: another hospital, before some event, a paper that was brought. */
function openCueAt(text: string, at: number): TimeCue | null {
  const [unit, before] = [text[at] ?? '', text[at - 1] ?? '']
  if (!MAY_OPEN.test(unit) || OF_OURS.test(before)) return null
  if (unit >= 'a' && unit <= 'z') {
    if (before >= 'a' && before <= 'z') return null
    ENGLISH.lastIndex = at
    if (!ENGLISH.test(text)) return null
  }
  for (const [when, pattern] of OPEN_CLASSES) {
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found && isWordBoundary(text, at, at + found[0].length)) {
      return { from: at, to: at + found[0].length, when }
    }
  }
  return null
}

const OF_AGE = /^后? ?\d{1,3}\+?\d? ?(?:小时|h|天|日|周|个?月|min|分钟)(?![前])/

/** The cue of time that begins at `at`: a count, a date, a year, else the longest word or pattern. */
export function timeCueAt(text: string, at: number): TimeCue | null {
  // 出生30小时: how old a newborn is.
  if (text.startsWith('出生', at) && OF_AGE.test(text.slice(at + 2, at + 12))) return null
  const numeric = numericCueAt(text, at)
  if (numeric) return numeric
  const word = WORDS.at(text, at).find(({ from, to }) => isWordBoundary(text, from, to))
  const open = openCueAt(text, at)
  if (open && open.to > (word?.to ?? 0)) return open
  return word ? { from: at, to: word.to, when: word.value } : null
}

/** A cue right behind a value dates it: in brackets, or in English before the next mark. */
export function cueBehind(text: string, to: number): TimeCue | null {
  // A unit may stand between: 7.1% (2021).
  const gap = /^ ?(?:%|[a-zμ][a-zμ/]{0,9})? ?[(（] ?|^ ?/.exec(text.slice(to, to + 16))?.[0] ?? ''
  const at = to + gap.length
  // A year alone in brackets is long ago.
  if (/[(（]/.test(gap) && /^(?:19|20)\d\d ?[)）]/.test(text.slice(at, at + 6))) {
    return { from: at, to: at + 4, when: 'past' }
  }
  const cue = timeCueAt(text, at)
  if (!cue?.when) return null
  const bracket = /[(（]/.test(gap)
  // Hb 92 (post delivery 104): the time is that of the number in the bracket.
  if (
    bracket &&
    /^[^()（）\d\n]{0,20}\d[\d.,]* ?[^()（）\d\n]{0,8}[)）]/.test(text.slice(cue.to, cue.to + 40))
  ) {
    return null
  }
  if (!bracket && /[\u4e00-\u9fff]/.test(text[at] ?? '')) return null
  // 3.4 after vitamin K: what it came after stands between.
  if (
    /^(?:after|post|following|since)$/.test(text.slice(at, cue.to)) &&
    /^(?: [a-z0-9-]+){1,4}(?=[,.;)]|$)/.test(text.slice(cue.to, cue.to + 32))
  ) {
    return cue
  }
  // 165 on transfer to CCU, 138 this morning: where to stands between.
  const place = /(?:transfer|arrival|admission|discharge|presentation|return)$/.test(text.slice(at, cue.to))
    ? /^ (?:to|in|into|at|from|back to) (?:the )?[a-z&]{2,14}(?: (?:ward|unit))?(?=[,.;)]|$)/.exec(
        text.slice(cue.to, cue.to + 36),
      )
    : null
  if (place) return cue
  return /^(?: ?[,.;)，。；）\n→(|]| ?->| (?:and|but|then|which|when|with|while|during|amid|for|on|vs|versus|from|compared|against|up|down)\b|$)/.test(
    text.slice(cue.to, cue.to + 12),
  )
    ? cue
    : null
}
