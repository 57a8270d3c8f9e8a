import { isCalendarDay } from '@/lib/privacy/check-digits'
import { matchesOf } from '@/lib/privacy/matches-of'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?'

/** A date found: its parts as numbers; the day is missing where only year and month stand. */
interface FoundDate {
  from: number
  to: number
  year?: number
  month: number
  day?: number
}

const HAN_DATE = /(?<!\d)(?:((?:19|20)\d{2}|\d{2}) ?年 ?)?(\d{1,2}) ?月(?: ?(\d{1,2}) ?[日号])?/g
const NUMERIC_DATE = /(?<![\d.])((?:19|20)\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?![\d])/g
const DAY_FIRST = /(?<![\d/.-])(\d{1,2})([-/.])(\d{1,2})\2((?:19|20)\d{2})(?!\d)/g
/** 23/11/49: day, month and year of two digits. */
const DAY_FIRST_SHORT =
  /(?<![\d/.])(0[1-9]|[12]\d|3[01])\/(0[1-9]|1[0-2])\/(\d{2})(?![\d/]| ?(?:mg|mcg|ml|mmhg|units|iu|%))/g
const COMPACT =
  /(?:出生日期|出生年月|出生|生日|入院日期|入院时间|出院日期|手术日期|检查日期|日期|dob|birth)[ :]{0,3}((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/dg
/** A day without marks is one only beside a word that says so. */
const COMPACT_BEFORE_WORD = /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?=入院|出院|手术|复查|检查|就诊|住院|行)/g
const BIRTH_MONTH = /(?:出生年月|出生|生于)[ :]{0,3}((?:19|20)\d{2})[-/.](\d{1,2})(?![\d\-/.])/dg
const ENGLISH = [
  new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\\d{2})\\b`, 'g'),
  new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)?[ -]${MONTH},?[ -]((?:19|20)\\d{2})\\b`, 'g'),
]

const NUMERAL = '〇零○一二三四五六七八九十元正冬腊廿卅初'
/** 二〇二五年三月五日, 2025年十一月七号; 甲辰年正月初五, 九月初三, 腊月廿三 of the lunar calendar. */
const HAN_NUMERAL_DATE = new RegExp(
  `(?:(?:[〇零○一二三四五六七八九]{4}|(?:19|20)\\d{2}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]) ?年 ?)?(?:农历|阴历|闰)?(?:[${NUMERAL}]{1,3}|\\d{1,2})月(?:[初十廿卅二三][一二三四五六七八九十]{0,2}(?:日|号)?|[${NUMERAL}]{1,3}(?:日|号)|\\d{1,2}[日号])`,
  'g',
)
const REPUBLIC = new RegExp(
  `民国 ?(?:[${NUMERAL}]{1,4}|\\d{1,3}) ?年(?: ?(?:[${NUMERAL}]{1,3}|\\d{1,2}) ?月(?: ?(?:[${NUMERAL}]{1,3}|\\d{1,2}) ?[日号]?)?)?`,
  'g',
)
/** 一九四二年三月, 1936年腊月, 丙戌年闰八月, 1951年农历八月: a month of a year, the month in Han numerals or of the lunar calendar. */
const HAN_YEAR_MONTH = new RegExp(
  `(?:[〇零○一二三四五六七八九]{4}|(?<!\\d)(?:19|20)\\d{2}|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]) ?年 ?(?:农历|阴历|旧历|古历)?闰?[${NUMERAL}]{1,3}月(?!龄|经)(?:上旬|中旬|下旬|底|末|初)?`,
  'g',
)
/** 三月十五做的手术, 腊月廿八摔的: a day without its mark before what happened then. */
const HAN_DAY_OF_EVENT =
  /(?<![〇零○一二三四五六七八九十\d年月第孕近满])(?:农历|阴历)?(?:正|冬|腊|十[一二]?|[一二三四五六七八九])月(?:初[一二三四五六七八九十]|[二廿三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)(?=(?:那天|那日|当天|当晚|[晚早夜前后]|上午|下午|夜里|晚上)?(?:做|行|手术|入院|出院|住院|出生|生的|摔|跌|发病|起病|开始|在|去|来|转|回|复查|复诊|返院|受伤|没了|走的|过世|去世)|生人)/g
/** 初八摔的, 廿三入院: a day of the lunar month alone before what happened then. */
const HAN_DAY_ALONE =
  /(?<![\u3400-\u9fff](?<![在于到,，]))(?:初[一二三四五六七八九十]|廿[一二三四五六七八九]|大年(?:三十|初[一二三四五六七]))(?=(?:那天|当天|[晚早夜]|上午|下午|夜里|晚上)?(?:做的|手术|入院|出院|住院|摔|跌|发病|起病|受伤|转|返院|复查|去世|过世))/g
const HAN_MARK = new RegExp(`[${NUMERAL}]|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]`)
/** 三月 alone and 十月怀胎 are durations. */
const NO_HAN_DATE = /^(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3})?)$/

function* hanNumeralDates(text: string): Generator<FoundDate> {
  for (const { 0: surface, index: from } of matchesOf(text, REPUBLIC)) {
    yield { from, to: from + surface.length, month: 0 }
  }
  for (const form of [HAN_NUMERAL_DATE, HAN_YEAR_MONTH, HAN_DAY_OF_EVENT, HAN_DAY_ALONE]) {
    for (const { 0: surface, index: from } of matchesOf(text, form)) {
      if (HAN_MARK.test(surface) && (form === HAN_DAY_OF_EVENT || !NO_HAN_DATE.test(surface))) {
        yield { from, to: from + surface.length, month: 0 }
      }
    }
  }
}

const SHORT_YEAR =
  /(?<![\d/.-])(\d{2})([/.-])(0?[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?![\d/.-]|[/.-]\d| ?(?:mg|mcg|ml|mmhg|units|iu|%))/g
const BARE_DAY =
  /(?<![\d.~/-])((?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\d.~/%-]| ?(?:mg|ml|g|岁|天|次|mmol|u\b|h\b))/g
const BARE_NUMBER =
  /(?<![\da-z.\-号])((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\da-z.\-]| ?(?:iu|copies|拷贝|个|元|\/))/g
/** 5.12入院, 5/20手术: month and day at the beginning of a clause before what happened then. */
const DAY_OF_EVENT =
  /(?<=^|[,，。;；、:：\n (（于自至])(?:0?[1-9]|1[0-2])[./-](?:3[01]|[12]\d|0?[1-9])(?=[日号]?(?:入院|出院|手术|转入|转出|转院|来院|到院|返院|离院|就诊|复诊|住院|拔管|拆线|化疗|放疗|预约|发病|起病|受伤|跌倒|摔伤|去世|死亡|出生))/g
const FULL_MONTH =
  '(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)'
const ENGLISH_DAY = new RegExp(
  `\\b(?:\\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:${FULL_MONTH}|may(?= (?:19|20)\\d\\d))\\b\\.?(?:,? (?:19|20)\\d\\d\\b)?|(?:${FULL_MONTH})\\.? \\d{1,2}(?:st|nd|rd|th)?\\b(?!\\.\\d| ?(?:mg|ml|%|cm|mm|g\\b|hours|days)))`,
  'g',
)

const SHORT_YEAR_THERE = /(?<![\d/.-])\d{2}\/(?:0?[1-9]|1[0-2])\/(?:0[1-9]|[12]\d|3[01])(?![\d/.-])/

/** 04.12.56, 5-Nov-23: the day first and a year of two digits. */
const POINTED_SHORT =
  /(?<![\d.])(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.\d{2}(?![\d%]|\.\d| ?(?:mg|ml|mmol|cm|mm|kg|iu|u|°|℃)(?![a-z]))/g
/** 24.3.1入院: the year in two digits before what happened. */
const POINTED_YEAR =
  /(?<![\d.])[12]\d\.(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])(?=入院|出院|手术|术|复查|转入|行|来院|住院|就诊|发病)/g
const HOLIDAY =
  /(?<![a-z])(?:christmas|xmas|boxing|new year['’]?s?|easter)(?: day| eve| sunday| monday)? (?:19|20)\d{2}(?!\d)/g
const FEAST =
  /(?:19|20)\d{2} ?年(?:春节|除夕|元旦|元宵节?|清明节?|端午节?|中秋节?|重阳节?|国庆节?|腊八节?|小年|立[春夏秋冬]|雨水|惊蛰|春分|谷雨|小满|芒种|夏至|[小大]暑|处暑|白露|秋分|寒露|霜降|[小大]雪|冬至|[小大]寒|大年(?:三十|初[一二三四五六七]))/g
const MONTH_SHORT = new RegExp(
  `(?<![\\d.-])\\d{1,2}[-/ ](?:${MONTHS.join('|')})[-/ ]['’]?\\d{2}(?![\\d%.]| ?(?:mg|ml))`,
  'g',
)

/** Days without a year, and those written in two digits or in one run of digits. */
function* shortDates(text: string, dated: boolean): Generator<FoundDate | null> {
  for (const match of matchesOf(text, SHORT_YEAR)) {
    const year = 2000 + Number(match[1])
    yield isCalendarDay(year, Number(match[3]), Number(match[4]))
      ? {
          from: match.index,
          to: match.index + match[0].length,
          year,
          month: Number(match[3]),
          day: Number(match[4]),
        }
      : null
  }
  for (const form of [POINTED_SHORT, POINTED_YEAR, DAY_OF_EVENT, FEAST, HOLIDAY, MONTH_SHORT]) {
    for (const { 0: surface, index: from } of matchesOf(text, form)) {
      yield { from, to: from + surface.length, month: 0 }
    }
  }
  for (const match of matchesOf(text, BARE_NUMBER)) yield calendar(match, [match[1], match[2], match[3]])
  for (const { 0: surface, index: from } of matchesOf(text, ENGLISH_DAY)) {
    yield { from, to: from + surface.length, month: 0 }
  }
  for (const { 0: surface, index: from } of matchesOf(text, BARE_DAY)) {
    const opens = from === 0 || /[\s，。；、（(于至]/.test(text[from - 1] ?? '')
    if (dated && opens) yield { from, to: from + surface.length, month: 0 }
  }
}

const plausibleMonth = (month: number) => month >= 1 && month <= 12
const plausibleDay = (day: number) => day >= 1 && day <= 31

function* chineseDates(text: string): Generator<FoundDate> {
  for (const match of matchesOf(text, HAN_DATE)) {
    const [surface, year, month = '', day] = match
    // 3月 alone is a duration or a season; a date has a year or a day.
    if ((year === undefined && day === undefined) || !plausibleMonth(Number(month))) continue
    if (day !== undefined && !plausibleDay(Number(day))) continue
    const from = match.index
    yield {
      from,
      to: from + surface.trimEnd().length,
      month: Number(month),
      ...(year === undefined ? {} : { year: Number(year) + (year.length === 2 ? 2000 : 0) }),
      ...(day === undefined ? {} : { day: Number(day) }),
    }
  }
}

function calendar(match: RegExpExecArray, parts: readonly (string | undefined)[]): FoundDate | null {
  const [year = 0, month = 0, day = 0] = parts.map(Number)
  if (!isCalendarDay(year, month, day)) return null
  return { from: match.index, to: match.index + match[0].length, year, month, day }
}

function* westernDates(text: string): Generator<FoundDate | null> {
  for (const match of matchesOf(text, NUMERIC_DATE)) yield calendar(match, [match[1], match[3], match[4]])
  for (const match of matchesOf(text, DAY_FIRST)) {
    yield calendar(match, [match[4], match[3], match[1]]) ?? calendar(match, [match[4], match[1], match[3]])
  }
  for (const match of matchesOf(text, DAY_FIRST_SHORT)) {
    yield calendar(match, [`20${match[3] ?? ''}`, match[2], match[1]])
  }
  for (const match of matchesOf(text, COMPACT)) {
    const from = match.indices?.[1]?.[0] ?? match.index
    const date = calendar(match, [match[1], match[2], match[3]])
    yield date && { ...date, from }
  }
  for (const match of matchesOf(text, COMPACT_BEFORE_WORD)) {
    yield calendar(match, [match[1], match[2], match[3]])
  }
  for (const match of matchesOf(text, BIRTH_MONTH)) {
    const [from, to] = [match.indices?.[1]?.[0] ?? 0, match.indices?.[2]?.[1] ?? 0]
    yield plausibleMonth(Number(match[2]))
      ? { from, to, year: Number(match[1]), month: Number(match[2]) }
      : null
  }
  for (const match of matchesOf(text, ENGLISH[0] ?? /$^/g)) {
    yield calendar(match, [match[3], String(MONTHS.indexOf(match[1] ?? '') + 1), match[2]])
  }
  for (const match of matchesOf(text, ENGLISH[1] ?? /$^/g)) {
    yield calendar(match, [match[3], String(MONTHS.indexOf(match[2] ?? '') + 1), match[1]])
  }
}

const DAY_MS = 24 * 60 * 60 * 1000
const dayNumber = ({ year, month, day }: FoundDate) =>
  year === undefined || day === undefined ? null : Date.UTC(year, month - 1, day) / DAY_MS

/** A date of birth is no day of the illness. */
const BIRTH = /(?:出生|生日|生于|born|birth|dob)[^\d\n]{0,8}$/

/** 2026-11-29 05:40娩出, born 28 Nov 2026 03:52: the hour of a birth belongs to its day. */
const BIRTH_HOUR = /^[ ,，]{0,2}(?:at |@ ?)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?/
const BORN_BEHIND = /^ ?(?:娩出|出生|降生|分娩|生产|delivered|born)/
function withHour(text: string, { from, to }: FoundDate): number {
  const hour = BIRTH_HOUR.exec(text.slice(to, to + 14))?.[0].length ?? 0
  const born =
    BIRTH.test(text.slice(Math.max(0, from - 16), from)) ||
    BORN_BEHIND.test(text.slice(to + hour, to + hour + 10))
  return born ? to + hour : to
}

/** 去年11月6日, 上月3日: the year or the month is said, which belongs to the day. */
const SAID_YEAR = /(?:大?前|[去昨今本当次明])年的? ?$/
const SAID_YEAR_MAX = 5
const HAS_YEAR =
  /(?:19|20)\d\d|\d{2}年|[〇零○一二三四五六七八九]{4}|年|\d[./-]\d{1,2}[./-]\d{2}|[-/ ]['’]?\d{2}$/

/** Any year that has a 29th of February; the second is for the months behind the turn of the year. */
const SOME_YEAR = 2000
/** Days without a year as those of one course: 12月30日 and 1月3日 are four days apart. */
function inOneYear(dates: readonly FoundDate[]): FoundDate[] {
  const months = dates.flatMap(({ month, day }) => (month > 0 && day !== undefined ? [month] : []))
  const turns = months.some((month) => month <= 4) && months.some((month) => month >= 9)
  return dates.map((date) =>
    date.month > 0 ? { ...date, year: SOME_YEAR + Number(turns && date.month <= 4) } : date,
  )
}

/**
 * Dates with a day, or with a year and a month; a year alone stays, as medicine needs it. With several full dates the replacement
 * says how many days each is after the first, so that the course stays readable.
 */
export function findDates({ text }: FoldedText): FoundIdentifier[] {
  const long = [...chineseDates(text), ...westernDates(text), ...hanNumeralDates(text)]
  const all = [
    ...long,
    ...shortDates(text, long.some((date) => date !== null) || SHORT_YEAR_THERE.test(text)),
  ].filter((date) => date !== null)
  // 12月30日, 1月3日: days without a year beside none that has one are those of one course.
  const saidYear = ({ from }: FoundDate) =>
    SAID_YEAR.exec(text.slice(Math.max(0, from - SAID_YEAR_MAX), from))?.[0].length ?? 0
  const isYearless = (date: FoundDate) =>
    !HAS_YEAR.test(text.slice(date.from, date.to)) && saidYear(date) === 0
  const ofCourse = all.every(isYearless)
  const dates = ofCourse ? inOneYear(all) : all
  const ofIllness = new Set(dates.filter(({ from }) => !BIRTH.test(text.slice(Math.max(0, from - 16), from))))
  const days = [...ofIllness].map(dayNumber).filter((day) => day !== null)
  const first = days.length > 1 ? days.reduce((least, day) => Math.min(least, day)) : null
  return dates.map((date) => {
    const day = first !== null && ofIllness.has(date) ? dayNumber(date) : null
    const relative =
      first !== null && day !== null ? `[D${day === first ? '0' : `+${day - first}`}]` : undefined
    return {
      kind: 'date',
      from: date.from - saidYear(date),
      to: withHour(text, date),
      confidence: 'certain',
      ...(relative === undefined ? {} : { replacement: relative }),
    }
  })
}
