'use client'
import { useLocale, useTimeZone } from 'next-intl'
import { HOSPITAL_TIME_ZONE } from '@/lib/shared/hospital-day'
import { toLocale, type Locale } from '@/lib/shared/locale'
import { writtenDates, type Writes } from './written-dates'

const made = new Map<string, Writes>()

function writesOf(locale: Locale, timeZone: string): Writes {
  const key = `${locale} ${timeZone}`
  const writes = made.get(key) ?? writtenDates(locale, timeZone)
  made.set(key, writes)
  return writes
}

/** What writes dates and numbers on a page. The library's own writes 11/28/26 in English, which is two days. */
export function useFormatter(): Writes {
  return writesOf(toLocale(useLocale()), useTimeZone() ?? HOSPITAL_TIME_ZONE)
}
