import { createFormatter } from 'next-intl'
import type { Locale } from '@/lib/shared/locale'

type Formatter = ReturnType<typeof createFormatter>
type DateOptions = NonNullable<Parameters<Formatter['dateTime']>[2]>

/** What writes dates and numbers of a language. */
export interface Writes extends Pick<Formatter, 'number' | 'relativeTime'> {
  dateTime: (value: Date | number, options: DateOptions) => string
}

/**
 * Whose habits days are written by: `2026-11-28 16:36`, as they are typed, which `sv-SE` writes; `28 Nov 2026, 16:36`, which nobody takes
 * for another day.
 */
const DAYS = {
  'zh-CN': { locale: 'sv-SE', dateStyle: 'short' },
  en: { locale: 'en-GB', dateStyle: 'medium' },
} as const
/** Everything else: full dates, times alone, numbers, how long ago. Hours go to 24. */
const REST = { 'zh-CN': 'zh-CN', en: 'en-GB' } as const

/** A moment is written as a day is: beside one in words, a list of the same moments would read as of others. */
const isDay = ({ dateStyle, timeStyle }: DateOptions) =>
  dateStyle === 'short' || dateStyle === 'medium' || (dateStyle !== undefined && timeStyle !== undefined)

/** What writes the days and moments of a language in one form; a date alone that is asked for in full is in words. */
export function writtenDates(locale: Locale, timeZone: string): Writes {
  const { locale: habits, dateStyle } = DAYS[locale]
  const days = createFormatter({ locale: habits, timeZone })
  const rest = createFormatter({ locale: REST[locale], timeZone })
  return {
    number: rest.number,
    relativeTime: rest.relativeTime,
    dateTime: (value, options) =>
      isDay(options) ? days.dateTime(value, { ...options, dateStyle }) : rest.dateTime(value, options),
  }
}
