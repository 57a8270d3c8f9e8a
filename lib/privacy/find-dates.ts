import { isCalendarDay } from '@/lib/privacy/check-digits'
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
const DAY_FIRST = /(?<![\d/])(\d{1,2})\/(\d{1,2})\/((?:19|20)\d{2})(?!\d)/g
const COMPACT =
  /(?:出生日期|出生年月|出生|生日|入院日期|入院时间|出院日期|手术日期|检查日期|日期|dob|birth)[ :]{0,3}((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/dg
/** A day without marks is one only beside a word that says so. */
const COMPACT_BEFORE_WORD = /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?=入院|出院|手术|复查|检查|就诊|住院|行)/g
const BIRTH_MONTH = /(?:出生年月|出生|生于)[ :]{0,3}((?:19|20)\d{2})[-/.](\d{1,2})(?![\d\-/.])/dg
const ENGLISH = [
  new RegExp(`\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? ((?:19|20)\\d{2})\\b`, 'g'),
  new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? ${MONTH},? ((?:19|20)\\d{2})\\b`, 'g'),
]

const plausibleMonth = (month: number) => month >= 1 && month <= 12
const plausibleDay = (day: number) => day >= 1 && day <= 31

function* chineseDates(text: string): Generator<FoundDate> {
  for (const match of text.matchAll(HAN_DATE)) {
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
  for (const match of text.matchAll(NUMERIC_DATE)) yield calendar(match, [match[1], match[3], match[4]])
  for (const match of text.matchAll(DAY_FIRST)) {
    yield calendar(match, [match[3], match[2], match[1]]) ?? calendar(match, [match[3], match[1], match[2]])
  }
  for (const match of text.matchAll(COMPACT)) {
    const from = match.indices?.[1]?.[0] ?? match.index
    const date = calendar(match, [match[1], match[2], match[3]])
    yield date && { ...date, from }
  }
  for (const match of text.matchAll(COMPACT_BEFORE_WORD)) {
    yield calendar(match, [match[1], match[2], match[3]])
  }
  for (const match of text.matchAll(BIRTH_MONTH)) {
    const [from, to] = [match.indices?.[1]?.[0] ?? 0, match.indices?.[2]?.[1] ?? 0]
    yield plausibleMonth(Number(match[2]))
      ? { from, to, year: Number(match[1]), month: Number(match[2]) }
      : null
  }
  for (const match of text.matchAll(ENGLISH[0] ?? /$^/g)) {
    yield calendar(match, [match[3], String(MONTHS.indexOf(match[1] ?? '') + 1), match[2]])
  }
  for (const match of text.matchAll(ENGLISH[1] ?? /$^/g)) {
    yield calendar(match, [match[3], String(MONTHS.indexOf(match[2] ?? '') + 1), match[1]])
  }
}

const DAY_MS = 24 * 60 * 60 * 1000
const dayNumber = ({ year, month, day }: FoundDate) =>
  year === undefined || day === undefined ? null : Date.UTC(year, month - 1, day) / DAY_MS

/** A date of birth is no day of the illness. */
const BIRTH = /(?:出生|生日|生于|born|birth|dob)[^\d\n]{0,8}$/

/**
 * Dates with a day, or with a year and a month; a year alone stays, as medicine needs it. With several full dates the replacement
 * says how many days each is after the first, so that the course stays readable.
 */
export function findDates({ text }: FoldedText): FoundIdentifier[] {
  const dates = [...chineseDates(text), ...westernDates(text)].filter((date) => date !== null)
  const ofIllness = new Set(dates.filter(({ from }) => !BIRTH.test(text.slice(Math.max(0, from - 16), from))))
  const days = [...ofIllness].map(dayNumber).filter((day) => day !== null)
  const first = days.length > 1 ? days.reduce((least, day) => Math.min(least, day)) : null
  return dates.map((date) => {
    const day = first !== null && ofIllness.has(date) ? dayNumber(date) : null
    const relative =
      first !== null && day !== null ? `[D${day === first ? '0' : `+${day - first}`}]` : undefined
    return {
      kind: 'date',
      from: date.from,
      to: date.to,
      confidence: 'certain',
      ...(relative === undefined ? {} : { replacement: relative }),
    }
  })
}
