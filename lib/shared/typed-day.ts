import type { Locale } from './locale'

/** Year first, as in Chinese and ISO 8601: 2026-11-28, 2026/11/28, 2026.11.28, 2026年11月28日, 20261128. */
const YEAR_FIRST = /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$|^(\d{4})(\d{2})(\d{2})$/
/** Day first with the month in letters: 28 Nov 2026. Days and months both in figures may be either, and are not taken. */
const DAY_FIRST = /^(\d{1,2})[ -]?([a-z]{3,9})\.?,?[ -]?(\d{4})$/
const MONTH_FIRST = /^([a-z]{3,9})\.? ?(\d{1,2}),? (\d{4})$/

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)
/** 1 to 12; 0 for a word that begins no month. */
const monthOf = (word = ''): number => MONTHS.findIndex((month) => month.toLowerCase().startsWith(word)) + 1

/** The ISO date of these figures, or null where the calendar has no such day. */
function toIso(year: number, month: number, day: number): string | null {
  const iso = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  const at = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null
}

/** The ISO date of a day as somebody types it, in any language and in full-width figures too; null where it is none. */
export function readDay(typed: string): string | null {
  const text = typed.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')
  const figures = YEAR_FIRST.exec(text)
  if (figures) {
    const [year, month, day] = figures.slice(1).filter(Boolean)
    return toIso(Number(year), Number(month), Number(day))
  }
  const dayFirst = DAY_FIRST.exec(text)
  if (dayFirst) return toIso(Number(dayFirst[3]), monthOf(dayFirst[2]), Number(dayFirst[1]))
  const monthFirst = MONTH_FIRST.exec(text)
  return monthFirst && toIso(Number(monthFirst[3]), monthOf(monthFirst[1]), Number(monthFirst[2]))
}

/** A day as it is shown: 2026-11-28 in Chinese, 28 Nov 2026 in English, which nobody can read as another day. */
export function showDay(iso: string, locale: Locale): string {
  const [year, month, day] = iso.split('-')
  if (locale !== 'en' || !day) return iso
  return `${Number(day)} ${MONTHS[Number(month) - 1]?.slice(0, 3)} ${year}`
}
