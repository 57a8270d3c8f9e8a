import cues from '@/lib/clinical/facts/time-cues.json'
import { CLAUSE_EDGE } from '@/lib/clinical/text/edges'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

/**
 * When a value was measured: `past` always is, `extreme` is a peak or nadir, `earlier` is past once a later value stands behind it,
 * `now` and `next` (a repeat, a state after treatment) begin the present, `dated` is compared with the other dates.
 */
type When = 'past' | 'extreme' | 'earlier' | 'now' | 'next' | 'dated'
interface TimeCue {
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
const CHANGES = phraseTrie(cues.change.map((word) => [word, true] as const))

const COUNT =
  '(?:\\d{1,3}\\+?|[一二三四五六七八九十两数几多半]{1,3}|one|two|three|four|five|six|several|a few)'
const AGO = new RegExp(
  `${COUNT} ?(?:余|多)?个?(?:(天|日|周|星期|月|年|days?|weeks?|months?|years?)|(?:小时|h|分钟|hours?|hrs?|minutes?|mins?))(?:余|多)?(前|之前| ago| before| earlier| prior)`,
  'y',
)
const HENCE = new RegExp(
  `${COUNT} ?个?(?:天|日|周|月|小时|h|分钟|days?|weeks?|hours?|hrs?)(?:后| later| on\\b| post)|(?:第${COUNT}[天日]|pod ?#?\\d|(?:on )?day \\d{1,2}|at \\d{1,2} ?(?:h|hours?|hrs?|min)\\b)`,
  'y',
)
const DATE = /(20\d\d)(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?![\d/])|年(\d{1,2})月(?:(\d{1,2})[日号])?)/y
/** The hour of an entry in a chart. */
const CLOCK = /(?:at )?(?:[01]?\d|2[0-3])[:：][0-5]\d(?!\d)/y
const SHORT_DATE = /(\d{1,2})月(\d{1,2})[日号]/y
const YEAR =
  /(?:in |since )?(?:19|20)\d\d年(?!\d{1,2}月)|in (?:early |late |mid-?)?(?:19|20)\d\d\b|(?:去年|今年|前年)\d{1,2}月(?:份)?|in (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b/y
const MAY_BEGIN = /[\d一二三四五六七八九十两数几多半第今去前aotfspdi]/

function numericCueAt(text: string, at: number): TimeCue | null {
  if (!MAY_BEGIN.test(text[at] ?? '') || /[\da-z.]/.test(text[at - 1] ?? '')) return null
  const match = (pattern: RegExp) => {
    pattern.lastIndex = at
    return pattern.exec(text)
  }
  const found = (length: number, when: When): TimeCue => ({ from: at, to: at + length, when })
  const date = match(DATE)
  if (date) {
    const [year, month, day] = [date[1], date[2] ?? date[4], date[3] ?? date[5]].map((part) =>
      Number(part ?? 0),
    )
    const number = (year ?? 0) * 372 + (month ?? 0) * 31 + (day ?? 0)
    return { ...found(date[0].length, 'dated'), day: { number, year: true } }
  }
  const short = match(SHORT_DATE)
  if (short) {
    const number = Number(short[1]) * 31 + Number(short[2])
    return { ...found(short[0].length, 'dated'), day: { number, year: false } }
  }
  const year = match(YEAR)
  if (year) return found(year[0].length, 'past')
  const ago = match(AGO)
  if (ago) return found(ago[0].length, ago[1] === undefined ? 'earlier' : 'past')
  const hence = match(CLOCK) ?? match(HENCE)
  return hence ? found(hence[0].length, 'next') : null
}

/** The cue of time that begins at `at`: the longest word, or a count, a date, a year. */
export function timeCueAt(text: string, at: number): TimeCue | null {
  const numeric = numericCueAt(text, at)
  if (numeric) return numeric
  const word = WORDS.at(text, at).find(({ from, to }) => isWordBoundary(text, from, to))
  return word ? { from: at, to: word.to, when: word.value } : null
}

/** How far the next value of the same label may stand behind the last, and how much of the way no cue explains. */
const ELIDED_REACH = 44
const UNEXPLAINED = 8
/** A repeat reaches over what was done in between. */
const REPEATED = 28
const REPEAT = /(?:复查|复测|rpt|repeat|recheck|rechecked|repeated)$/
/** Words of change, which lead to a next value by themselves. */
const MOVES = /[升降涨跌掉增减恢]|down|up|fell|fall|rose|recover|bump|climb|jump/
/** What makes a number a time of the day or a place. */
const NO_NUMBER = /^ ?(?:时|点|床|:\d|h\b|岁)/

/** `(13.9 g/dL in 2023)`: a number that opens a bracket with a date in it. */
function isDatedBracket(text: string, from: number): boolean {
  const bracket = /^ ?[(（](?=\d)([^()（）\n]{1,28})[)）]/.exec(text.slice(from, from + 32))
  const inside = bracket?.[1] ?? ''
  for (let i = 0; i < inside.length; i += 1) {
    const when = isWordBoundary(inside, i, i) ? timeCueAt(inside, i)?.when : null
    if (when && when !== 'next') return true
  }
  return false
}

/**
 * Where the next value of the same label may begin behind `from`, its label left out: `血钠118，今晨131`, `6.8 initially, now down
 * to 2.1`, `Hb 58g/L，输血后升至79g/L`. A word of time or change leads to it: right in front, or anywhere in the sentence where
 * `sameUnit` finds the unit of the last value behind the number. Null where none does or `isLabel` meets another label first.
 */
export function elidedValueAt(
  text: string,
  from: number,
  { isLabel, sameUnit }: { isLabel: (at: number) => boolean; sameUnit: (at: number) => boolean },
): number | null {
  let said = isDatedBracket(text, from)
  let opened = false
  let unexplained = 0
  let near = from
  let repeated = false
  for (let at = from; at - from < ELIDED_REACH && at < text.length;) {
    const unit = text[at] ?? ''
    if (/[。\n]/.test(unit) || (unit === '.' && !/\d/.test(text[at + 1] ?? ''))) return null
    const cue = timeCueAt(text, at)
    const change = cue?.when
      ? null
      : CHANGES.at(text, at).find((one) => isWordBoundary(text, one.from, one.to))
    if (cue?.when || change) {
      said ||= opened || cue?.when != null || MOVES.test(text.slice(at, change?.to))
      at = cue?.when ? cue.to : (change?.to ?? at + 1)
      near = at
      repeated = REPEAT.test(text.slice(at - 8, at))
    } else if (/[ ,，、;；:(（)）]/.test(unit)) {
      opened ||= /[(（]/.test(unit)
      if (near === at) near = at + 1
      at += 1
    } else if (/\d/.test(unit) && !/[a-z]/.test(text[at - 1] ?? '')) {
      const number = /^\d[\d.,]*/.exec(text.slice(at, at + 12))?.[0] ?? unit
      if (NO_NUMBER.test(text.slice(at + number.length, at + number.length + 3))) return null
      if (
        at > from &&
        said &&
        ((near === at && unexplained <= (repeated ? REPEATED : UNEXPLAINED)) || sameUnit(at))
      )
        return at
      if (at > from && unexplained === 0 && /^[ ,，]+$/.test(text.slice(from, at)) && sameUnit(at)) {
        return behind(
          text,
          at +
            number.length +
            (/^ ?[^\s,，;；.。]{1,8}/.exec(text.slice(at + number.length, at + number.length + 9))?.[0]
              .length ?? 0),
        )
          ? at
          : null
      }
      at += number.length
      unexplained += number.length
    } else {
      if (isWordBoundary(text, at, at) && isLabel(at)) return null
      unexplained += 1
      at += 1
    }
  }
  return null
}

interface Governing extends TimeCue {
  /** Reaches to the end of its clause only. */
  short: boolean
  /** Opened a block: the lines behind `入院时：`. */
  block: boolean
}

/** What stands in front of a cue that opens its clause: a subject, a conjunction. */
const LEAD_IN =
  /(?:^|[，,。；;:：.\n(（、])[ ]?(?:患者|患儿|病人|其|于|并|而|且|但|the |her |his |on |at |in |and |but |with )?$/

/** One pass over the text that tells which cue of time governs a place. */
class Timeline {
  private at = 0
  private cue: Governing | null = null
  private readonly outer: (Governing | null)[] = []
  private clauseFrom = 0
  /** Where any cue of time stands. */
  readonly cues: number[] = []

  constructor(
    private readonly text: string,
    private readonly edges: Uint8Array,
  ) {}

  /** The cue in force at `to`; places are asked for in order. */
  until(to: number): Governing | null {
    while (this.at < to) this.at = this.step(this.at)
    return this.cue
  }

  private step(at: number): number {
    const { text } = this
    const unit = text[at]
    if (unit === '(' || unit === '（') this.outer.push(this.cue)
    if ((unit === ')' || unit === '）') && this.outer.length > 0) this.cue = this.outer.pop() ?? null
    if (this.edges[at] !== 0) this.close(at)
    const cue = timeCueAt(text, at)
    if (!cue) return at + 1
    if (cue.when) this.cues.push(cue.from)
    if (cue.when) this.open({ ...cue, when: cue.when })
    return cue.to
  }

  private close(at: number): void {
    const { text, cue } = this
    if (text[at] === ':') return
    this.clauseFrom = at + 1
    if (!cue) return
    if (this.edges[at] === CLAUSE_EDGE) {
      if (cue.short) this.cue = null
      return
    }
    this.outer.length = 0
    const lasting = cue.when === 'earlier' || cue.when === 'dated'
    if (text[at] === '\n') {
      if (text[at - 1] === ':') cue.block = true
      else if (!cue.block || text[at + 1] === '\n') this.cue = null
    } else if (!lasting && !cue.block) this.cue = null
  }

  private open(cue: TimeCue & { when: When }): void {
    const { text } = this
    const ends = this.edges[cue.to] !== 0 && text[cue.to] !== ':'
    const inBracket = this.outer.length > 0
    // 末次月经2周前，: what closes its clause dates what stands in front of it.
    if (ends && cue.when === 'past') return
    if (cue.when === 'next' && this.cue && this.cue.from >= this.clauseFrom) return
    if (cue.when === 'next' && this.cue === null && !inBracket) return
    const rest = /^[^，,。；;\n]{0,20}/.exec(text.slice(cue.to, cue.to + 20))?.[0] ?? ''
    const told = !/[\u4e00-\u9fff]/.test(text.slice(cue.from, cue.to)) || /[查测检验示复血]|\d/.test(rest)
    const opens = LEAD_IN.test(text.slice(Math.max(0, cue.from - 8), cue.from))
    const headed = /^[^，,。；;.\n:]{0,12}:/.test(text.slice(cue.to, cue.to + 14))
    const short =
      cue.when === 'extreme' || (cue.when === 'past' && !headed && !inBracket && (!opens || !told))
    this.cue = { ...cue, short, block: false }
  }
}

/** A cue right behind a value dates it: in brackets, or in English before the next mark. */
function behind(text: string, to: number): TimeCue | null {
  const gap = /^ ?[(（]? ?/.exec(text.slice(to, to + 3))?.[0] ?? ''
  const at = to + gap.length
  const cue = timeCueAt(text, at)
  if (!cue?.when) return null
  const bracket = /[(（]/.test(gap)
  if (!bracket && /[\u4e00-\u9fff]/.test(text[at] ?? '')) return null
  return /^(?: ?[,.;)，。；）\n→]| (?:and|but|then|which|when|with)\b|$)/.test(text.slice(cue.to, cue.to + 6))
    ? cue
    : null
}

export interface TimedPlace {
  from: number
  to: number
  /** The same for all values of one label and specimen. */
  key: string
  /** How a value of the same key outdates it: by standing behind it, or only with a cue of time between. */
  outdated: 'always' | 'cue'
  /** The numbers, so that a value told twice is not outdated. */
  value: number
}

/** Whether one of the places in order lies from `from` to `to`. */
function hasCue(places: readonly number[], from: number, to: number): boolean {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return (places[low] ?? Infinity) < to
}

const BRACKET = /^[^()（）\n]{0,8}[(（][^()（）\n]{0,24}$/
const STEPPED = /(?:\bto|→|->|>|至|到) ?$/
const STARTS_SERIES = /(?:由|从|自|from(?: the)?) ?$/
/** How far apart two values may stand to be compared. */
const APART = 600
/** Two values of one label that stand side by side: another arm, posture, meal, eye. */
const ASIDE =
  /[左右]|卧|坐|立位|餐|空腹|随机|\barm\b|\bleft\b|\bright\b|lying|standing|supine|sitting|fasting|postprandial/

const begins = (cue: TimeCue | null | undefined): boolean => cue?.when === 'now' || cue?.when === 'next'

/**
 * `from 98 in January to 143`, `由上周的32升至88`: the cue of the first value of a series does not date its last.
 */
function isOfFirst(text: string, from: number, { when, ...cue }: Governing): boolean {
  if (when !== 'past' || !STEPPED.test(text.slice(Math.max(0, from - 4), from))) return false
  return (
    !/\d/.test(text.slice(cue.to, from)) ||
    STARTS_SERIES.test(text.slice(Math.max(0, cue.from - 10), cue.from))
  )
}

/**
 * For each value, in the order of the text, whether it is an earlier one. A value that nothing dates is of now, unless a later one
 * of the same label outdates it. Linear in the length of the text.
 */
export function areEarlier(text: string, edges: Uint8Array, places: readonly TimedPlace[]): boolean[] {
  const timeline = new Timeline(text, edges)
  const cues = places.map(({ from, to }) => {
    const governing = timeline.until(to - 1)
    return behind(text, to) ?? (governing && isOfFirst(text, from, governing) ? null : governing)
  })
  const latest = { year: 0, short: 0 }
  for (const cue of cues) {
    if (cue?.day?.year) latest.year = Math.max(latest.year, cue.day.number)
    else if (cue?.day) latest.short = Math.max(latest.short, cue.day.number)
  }
  const leaves = /出院时|出院前|出院当日|(?:at|on|upon|day of|before|prior to) discharge/
  const discharge = text.search(leaves)
  const earlier: boolean[] = []
  const later = new Map<string, TimedPlace>()
  const newer = new Set<string>()
  const told = new Set<string>()
  let begun = false
  for (let i = places.length - 1; i >= 0; i -= 1) {
    const [place, cue] = [places[i], cues[i]]
    if (!place) continue
    const leaving = discharge > place.to
    earlier[i] = begins(cue)
      ? false
      : cue?.when === 'past' || cue?.when === 'extreme'
        ? true
        : cue?.when === 'earlier'
          ? begun || leaving || told.has(place.key)
          : cue?.day
            ? cue.day.number < (cue.day.year ? latest.year : latest.short) || newer.has(place.key)
            : newer.has(place.key)
    const before = places[i - 1]
    // `Hb 84 (pre-op 119)`: what stands in brackets behind a value of the same label is the other one.
    if (before?.key === place.key && BRACKET.test(text.slice(before.to, place.from)) && !begins(cue)) {
      earlier[i] = true
    }
    const next = later.get(place.key)
    if (
      !earlier[i] &&
      next &&
      next.from - place.to < APART &&
      next.value !== place.value &&
      !ASIDE.test(text.slice(place.from, next.to))
    ) {
      const between = hasCue(timeline.cues, place.to, next.to)
      earlier[i] = place.outdated === 'always' || between
    }
    if (!earlier[i]) later.set(place.key, place)
    if (begins(cue)) {
      newer.add(place.key)
      begun = true
    }
    if (!earlier[i]) told.add(place.key)
  }
  return earlier
}
