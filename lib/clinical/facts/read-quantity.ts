import unitTable from '@/lib/clinical/facts/units.json'
import words from '@/lib/clinical/facts/value-words.json'
import { timeCueAt } from '@/lib/clinical/facts/time-cue'
import { skipBlanks } from '@/lib/clinical/text/number-at'
import { ocrNumberAt } from '@/lib/clinical/text/ocr-number'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { endsWord } from '@/lib/clinical/text/word-boundary'

/** A measured value in folded text: the unit is null where none that is known stands behind the number. */
export interface FoundQuantity {
  value: number
  /** Written with a decimal mark, which no stage, lead or vertebra has. */
  decimal: boolean
  unit: string | null
  comparator?: '<' | '>'
  to: number
}

const UNITS = phraseTrie(
  Object.entries(unitTable.spellings).flatMap(([unit, spellings]) =>
    spellings.map((spelling) => [spelling, unit] as const),
  ),
)
const FILLERS = phraseTrie(words.fillers.map((filler) => [filler, true] as const))
const COMPARATORS: Readonly<Record<string, '<' | '>'>> = {
  '<': '<',
  '>': '>',
  '≤': '<',
  '≥': '>',
  '﹤': '<',
  '﹥': '>',
}
/** How far a value may stand behind its name. */
const GAP = 30
const UNIT_MAX = 24

/** Words directly behind a number that make it something other than a value: `3天前`, `2次`, `500ml`. */
const NOT_A_VALUE = new RegExp(`^ ?(?:${words.notValues})`)

/** A range such as `60-89`, a score `3+`, a ratio `1:80`, a date `3/5` or a size `3×4cm` is no measured value. */
const MORE = /^ ?(?:[-~至] ?\d|\+(?!\/)|:\d|[×x*] ?(?!10|[2-4](?:[ ,;)]+[a-z,;)]|[,;)。，]|$))\d)/

/** A power of ten that belongs to the number: `3.8×10^5 IU/mL`. */
const POWER = /^ ?[×x*] ?10\^?(\d{1,2})/

/** 4.1×10^5 IU/mL: of copies and units the power is part of the number. */
const COPIES = /^ ?[×x*] ?10\^?\d{1,2} ?(?:iu|copies|拷贝|u\/m)/

/** What stands at `at` with the slips of text recognition undone: no blanks, `mmo1` and `mm0l` as `mmol`. */
function cleaned(text: string, at: number): { text: string; ends: number[] } {
  const units: string[] = []
  const ends: number[] = []
  for (let i = at; i < text.length && units.length < UNIT_MAX && i - at < UNIT_MAX; i += 1) {
    const unit = text[i] ?? ''
    if (unit === ' ') continue
    units.push(unit)
    ends.push(i + 1)
  }
  const joined = units
    .join('')
    .replace(/([mμu]m)[o0][l1i|]/g, '$1ol')
    .replace(/1o\^/g, '10^')
  return { text: joined, ends }
}

/** What may begin behind a unit: nothing that goes on with it, unless `opens` says that the next label begins there. */
function closesUnit(text: string, to: number, opens: (at: number) => boolean): boolean {
  return !/^[a-z0-9/^]/.test(text.slice(to, to + 1)) || opens(to)
}

const FLAG = /^[\s|]{0,3}(?:hh?|ll?|\*)[\s|]+(?=[a-zμ]{1,6}\/|%|[×x*]?10|(?:fl|pg|s|u)(?![a-z])|\/)/
/** The unit behind a number, a blank or an arrow allowed between. `g/L` must not be read out of `g/Lx`. */
export function unitAt(
  text: string,
  from: number,
  opens: (at: number) => boolean = () => false,
): { unit: string; to: number } | null {
  let at = from
  // HGB 82 L g/L: the flag of a report stands between a number and its unit.
  if (/\d$/.test(text[from - 1] ?? '')) at += FLAG.exec(text.slice(at, at + 14))?.[0].length ?? 0
  while (text[at] === ' ' || text[at] === '↑' || text[at] === '↓' || text[at] === '|') at += 1
  if (/[a-z/]/.test(text[at] ?? '') && opens(at)) return null
  const plain = UNITS.at(text, at).find(({ to }) => closesUnit(text, to, opens))
  const { text: clean, ends } = cleaned(text, at)
  const other = UNITS.at(clean, 0).find(({ to }) => closesUnit(text, ends[to - 1] ?? at, opens))
  if (other && (!plain || (ends[other.to - 1] ?? 0) > plain.to)) {
    return { unit: other.value, to: ends[other.to - 1] ?? at }
  }
  return plain ? { unit: plain.value, to: plain.to } : null
}

/** Cr umol/L   112: the unit of a row that stands in front of its values, from the end of its name; null where none does. */
export function unitInFront(text: string, from: number): { unit: string; to: number } | null {
  if (!/^ (?:[a-z%μ×*]|10[\^*e]?\d{1,2}\/)/.test(text.slice(from, from + 8))) return null
  const unit = unitAt(text, from)
  return unit && /^ *[|:]? *[<>]?\d/.test(text.slice(unit.to, unit.to + 24)) ? unit : null
}

/** 血钠升高，由141升至155, 仍偏低，为129: a comma between what is said of a value and its number. */
const GOES_ON = /^[,，] ?(?=(?:约?为|仅?为|由|从|自|达|高达|低至|降至|升至) ?\d)/
/** Lactate rising, 2.4 at midnight. */
const CHANGING =
  /\b(?:rising|falling|climbing|dropping|improving|worsening|up|down|better|worse|stable|unchanged)$/
/** How long the comma behind what is said of a value is, where its number follows. */
function commaBetween(text: string, at: number): number {
  const led = GOES_ON.exec(text.slice(at, at + 8))
  if (led) return led[0].length
  return CHANGING.test(text.slice(Math.max(0, at - 12), at))
    ? (/^, ?(?=\d)/.exec(text.slice(at, at + 3))?.[0].length ?? 0)
    : 0
}
/** Where the fillers behind a label end, with the last comparator among them. */
function skipFillers(text: string, from: number): { at: number; comparator?: '<' | '>' } {
  // potassium (today 3.7): a bracket that opens with a time holds the value.
  const open = /^ ?\(/.exec(text.slice(from, from + 2))?.[0].length ?? 0
  let at = open > 0 && timeCueAt(text, from + open)?.when ? from + open : from
  let comparator: '<' | '>' | undefined
  while (at - from < GAP) {
    const sign = COMPARATORS[text[at] ?? '']
    const filler = sign
      ? undefined
      : FILLERS.at(text, at).find(({ to }) => endsWord(text, to) || !/[a-z]/.test(text[at] ?? ''))
    // Cr on arrival 412: the longer of a filler and a time counts.
    const dated = sign ? undefined : timeCueAt(text, at)
    const to = Math.max(filler?.to ?? 0, dated?.when ? dated.to : 0)
    const moment = sign || to > 0 ? null : MOMENT.exec(text.slice(at, at + 16))
    if (moment) return { at: at + moment[0].length, ...(comparator ? { comparator } : {}) }
    if (sign) comparator = sign
    else if (to === 0) {
      const comma = at > from ? commaBetween(text, at) : 0
      if (comma === 0) break
      at += comma
      continue
    }
    at = to || at + 1
  }
  return comparator ? { at, comparator } : { at }
}

/** 3% saline, 10%葡萄糖: the strength of a solution is no value. */
const SOLUTION =
  /^ ?% ?(?:saline|na?cl\b|sodium|nacl|glucose|dextrose|albumin|bicarb|lidocaine|lignocaine|hypertonic|mannitol|kcl|甘露醇|氯化|盐水|高渗|葡萄糖|碳酸|白蛋白|人血白蛋白|浓钠|[gn]s\b)/

/** albumin 20% D1: a solution that is given. */
const GIVEN_SOLUTION = /albumin ?$|白蛋白 ?$/

/** 本次用K 2.0透析液: what the bath of a dialysis holds. */
const OF_BATH = /^ ?(?:mmol\/l|meq\/l)? ?的?(?:透析液|透析浴|(?:bath|dialysate)\b)/
/** Lactate rpt 1h, afebrile 36h: when it is to be taken again, or for how long. */
const TAKEN_AGAIN =
  /(?:\b(?:(?:rpt|repeat|recheck)(?: [a-z&+]{1,9}){0,2}|check|review|(?:a?febrile|afeb|apyrexial)(?: for| x)?) ?(?:in |at )?|复查 ?|空腹 ?)$/
const IN_HOURS = /^\d{1,2} ?(?:h|hrs?|hours?|小时|min|mins)(?![a-z/])/

/** 白蛋白0.5g/kg, 2g/(kg·d): a dose by weight. */
const BY_WEIGHT = /^ ?(?:m?g|ug|μg|mcg|iu|u|ml|mmol|meq|万?单位)\/\(?kg/
/** 8.9 day of discharge: what dates the value. */
const DAY_OF = /^ day (?:of|after|before)/
/** Ms. P, a 40 y.o.: an age. */
const OF_AGE = /^[ -]?(?:y\.? ?o\b|yo\b|y\/o|yrs?\b|years?[ -]old|岁)/
/** 代谢性低血糖 2.心力衰竭: the number of the next point of a list. */
const LIST_POINT = /^\d{1,2}[.、．)）] ?[\u4e00-\u9fff]/
/** temp again after 48h: for how long. */
const FOR_HOURS = /\b(?:after|for|within|in|every|q|x) ?$/

/** A number with its unit that begins at `at`: `5.8mmol/L`; with `signed` also `-5.2`. */
export function quantityAt(
  text: string,
  at: number,
  { signed = false, opens }: { signed?: boolean; opens?: (at: number) => boolean } = {},
): Omit<FoundQuantity, 'comparator'> | null {
  const negative = signed && text[at] === '-'
  const sign = negative || (signed && text[at] === '+')
  const number = ocrNumberAt(text, sign ? skipBlanks(text, at + 1) : at)
  if (!number || MORE.test(text.slice(number.to, number.to + 5))) return null
  const behind = text.slice(number.to, number.to + 14)
  if ([SOLUTION, OF_BATH, BY_WEIGHT, OF_AGE].some((one) => one.test(behind))) return null
  if (/[\s]$/.test(text.slice(at - 1, at)) && LIST_POINT.test(text.slice(at, at + 5))) return null
  if (IN_HOURS.test(text.slice(at, at + 10)) && FOR_HOURS.test(text.slice(Math.max(0, at - 8), at))) {
    return null
  }
  const counted = COPIES.test(text.slice(number.to, number.to + 16))
  const plain = counted ? null : unitAt(text, number.to, opens)
  const power = plain ? null : POWER.exec(text.slice(number.to, number.to + 8))
  const end = number.to + (power?.[0].length ?? 0)
  const unit = plain ?? (power ? unitAt(text, end, opens) : null)
  // T37.1P96R18: the next label may stand right behind the number.
  const glued = /^[a-z]\d|^\d/.test(text.slice(end, end + 2)) && !opens?.(end)
  // K 4.2 Mg 0.9: where the next label begins stands no unit of what is given.
  const next = opens?.(skipBlanks(text, end)) === true
  if (
    !unit &&
    ((NOT_A_VALUE.test(text.slice(end, end + 8)) && !next && !DAY_OF.test(text.slice(end, end + 8))) || glued)
  ) {
    return null
  }
  if (!unit && /[a-z|]/.test(text.slice(number.from, end)) && /^[a-z]/.test(text.slice(end, end + 1))) {
    return null
  }
  const value = power ? number.value * 10 ** Number(power[1]) : number.value
  const decimal = /[.·。]/.test(text.slice(number.from, number.to))
  return { value: negative ? -value : value, decimal, unit: unit?.unit ?? null, to: unit?.to ?? end }
}

/** The quantity that follows a name which ends at `from`: fillers, perhaps `<` or `>`, a number, perhaps a unit. */
export function quantityBehind(
  text: string,
  from: number,
  options: { signed?: boolean; opens?: (at: number) => boolean } = {},
): FoundQuantity | null {
  const { at: filled, comparator } = skipFillers(text, from)
  const at = filled + (EMPTY_COLUMNS.exec(text.slice(filled, filled + 16))?.[0].length ?? 0)
  if (IN_HOURS.test(text.slice(at, at + 10)) && TAKEN_AGAIN.test(text.slice(Math.max(0, from - 24), at))) {
    return null
  }
  const found = quantityAt(text, at, options)
  if (found?.unit === '%' && GIVEN_SOLUTION.test(text.slice(Math.max(0, from - 8), from))) return null
  return found && (comparator ? { ...found, comparator } : found)
}

/** What leads from one value of a series to the next: `5.8→4.2`, `4.8>3.1`, 96升至188, `71 to 63`. */
const STEP =
  /^(?: (?:ra|air|on air|on ra|in [a-z]{3,9}(?: 20\d\d)?)| ?\([^()]{1,20}\))? ?(?:→|-->|->|=>|⇒|↗|↘|[↓↑](?=\d+(?:\.\d+)?(?![\d.]*[-~–至]))|(?<! )>(?= ?\d)|>(?= \d)|至(?=\d)|(?:又|再|后)[到至](?=\d)|(?:已|又|再|逐渐|逐步|迅速|进行性)?(?:上升|下降|回升|回落|升高|降低|增高|增加|减少|减低|减慢|增快|加快|减轻|恢复|好转|改善|进展|波动|升|降|增|减|涨|跌|掉|变)(?:至|到|为)了?(?:目前的?|现在的?|今日的?|今晨的?|约)?|rising to|falling to|down to|up to|to(?= \d)|then(?= \d)) ?|^ ?\/ ?(?:-{1,2}|nd|n\/a) ?\/ ?(?=\d)/
/** 6.8 -> 2 units -> 8.6: what was done stands between two arrows. */
export const DONE_BETWEEN =
  /^(?: ?(?:pod|d|day) ?\d{1,2})? ?(?:→|-->|->|=>) ?(?:\d+ ?(?:u|units?|ml|l|g|mg|mmol|袋|单位)(?![a-z]) ?)?[a-z\u4e00-\u9fff][^→>\d\n;；。()<]{1,24}(?:→|-->|->|=>) ?(?=\d)/
/** d1 39.2, 0500 2.2, 36h 160: the count of a moment in front of its value. */
export const MOMENT =
  /^(?:(?:d|day|pod|wk|week|hd|h) ?\d{1,3}|(?:mon|tue|wed|thu|fri|sat|sun)(?:s|rs|nes|ur)?(?:day)?|(?:1[0-2]|[1-9])\.(?:0?[1-9]|[12]\d|3[01])(?= \d[\d.]* ?(?:[mnpu]?g\/|[mμu]mol|×|%|u\/|次|℃))|第?\d{1,3} ?[天日周]|(?![5-9]\d ?hr\b)\d{1,2} ?(?:h|hrs?|hours?|小时|min)|(?:[01]\d|2[0-3]):?[0-5]\d)(?:[:：] ?| )(?=\d)/
/** 131g/l-术中72g/l: a dash leads on where a time follows it. */
const DASH = /^ ?-{1,2} ?(?=[^\d\s])/
/** 101 <- 88 <- 64: what stands behind was before. */
export const BACK = /^ ?(?:<-{1,2}|←|⇐) ?(?=\d)/
/** The next cell of a row of vital signs; in a row of laboratory values stands the unit or the limit there. */
const CELL = /^ ?(?:ra|air|\d?l)? ?\| ?(?=\d)/
/** The next cell of a row under days or hours, which is a value whatever the row. */
const DATED_CELL =
  /^ *(?:\([^()\n]{1,14}\) *)?(?:(?:ra|air|\d?l)? *\|)? *(?=[<>]?\d+(?:,\d{3})*(?:\.\d+)?(?:[\s|*↑↓hl%/×^℃℉°次分]|[a-zμ]{1,6}\/|(?:fl|pg|s|u|kpa|mmhg)\b|$))/
/** What divides a list of values; a stroke with blanks, as without them stands a pressure, a date or a row of several names. */
const DIVIDER = String.raw`(?:[、,] ?| \/ )`
/** CRP -/120/35: nothing was measured in the first columns. */
const EMPTY_COLUMNS = /^ ?(?:(?:-{1,2}|nd|n\/a) ?\/ ?){1,3}(?=\d)/
/** 41/286/52: three values of one test or more, where it cannot be a day. */
const STROKES = /^(?:\/\d{1,4}(?:\.\d+)?){2,}(?![\d.:/])/
const DAY_BEHIND = /^\/(?:0?[1-9]|1[0-2]|[12]\d|3[01])\/(?:20)?[0-3]\d(?!\d)/
/** A list of values of one label, at least three of them: `210、166、88`, `104, 107, 103`, `62 / 71 / 84`. */
const LIST = new RegExp(String.raw`^(?:${DIVIDER}\d{1,4}(?:\.\d+)?){2,}(?!\d|[.:/]\d)`)
const LIST_NEXT = new RegExp(String.raw`^${DIVIDER}(?=\d{1,4}(?:\.\d+)?(?!\d|[.:/]\d))`)

const AFTER_EMPTY = /(?:-|nd|n\/a) ?\/ ?\d{1,4}(?:\.\d+)?$/
/** Whether a list of values of one test, parted by strokes, goes on behind a value. */
function isListOfStrokes(text: string, from: number, here: string): boolean {
  const front = text.slice(Math.max(0, from - 10), from)
  if (AFTER_EMPTY.test(front)) return /^\/\d{1,4}(?:\.\d+)?(?![\d.:/])/.test(here)
  return STROKES.test(here) && !(DAY_BEHIND.test(here) && /(?:^|[^\d.])\d{1,2}$/.test(front))
}

/** Where the number begins behind a moment at `at`: →D8 19.6, →今日31.0. */
function momentEnd(text: string, at: number): number {
  const moment = MOMENT.exec(text.slice(at, at + 16))
  if (moment) return at + moment[0].length
  const cue = timeCueAt(text, at)
  const lead = cue?.when ? /^[:：为 ]{0,2}(?=[<>]?\d)/.exec(text.slice(cue.to, cue.to + 4)) : null
  return cue && lead && !/^\d/.test(text.slice(at, at + 1)) ? cue.to + lead[0].length : at
}

/** Serial Hb: 92, 68, 血钾先后为6.2、4.8: two values are a list where they are told to be one. */
const TOLD_AS_SERIES =
  /(?:\bserial|\btrend(?:s|ed|ing)?\b|先后[为是]?|依次[为是]?|动态(?:变化|观察|监测)?)[^\n,，;；。]{0,28}$/
/** Where a further value of the same measurement begins behind `from`; null where none does. `listed` goes on a list begun, `cells` reads the next cell of a row. */
export function nextInSeries(
  text: string,
  from: number,
  { listed, cells }: { listed: boolean; cells: boolean | 'dated' },
): { at: number; listed: boolean } | null {
  const here = text.slice(from, from + 40)
  const step =
    DONE_BETWEEN.exec(here) ??
    STEP.exec(here) ??
    (cells ? (cells === 'dated' ? DATED_CELL : CELL).exec(here) : null)
  if (step) {
    const at = from + step[0].length
    return { at: momentEnd(text, at), listed: false }
  }
  const stroke = /^ ?\| ?/.exec(here)?.[0].length ?? 0
  const moment = stroke > 0 ? MOMENT.exec(here.slice(stroke)) : null
  if (moment) return { at: from + stroke + moment[0].length, listed: false }
  const dash = DASH.exec(here)
  if (dash && timeCueAt(text, from + dash[0].length)?.when) {
    return { at: from + dash[0].length, listed: false }
  }
  const strokes =
    /^\/\d/.test(here) &&
    (listed || isListOfStrokes(text, from, here)) &&
    (cells !== true || /\.\d+$/.test(text.slice(from - 3, from)))
  if (strokes) return { at: from + 1, listed: true }
  const next =
    listed || LIST.test(here) || TOLD_AS_SERIES.test(text.slice(Math.max(0, from - 40), from))
      ? LIST_NEXT.exec(here)
      : null
  return next && { at: from + next[0].length, listed: true }
}
