import { shiftDay } from '@/lib/shared/hospital-day'

/** A calendar month with its first and last day. */
export interface Month {
  /** As 2026-01. */
  month: string
  from: string
  to: string
}

/** The last `count` months that are over on a day, the oldest first. The month under way would tell a single day by subtraction. */
export function monthsOver(today: string, count: number): Month[] {
  const months: Month[] = []
  let first = `${today.slice(0, 7)}-01`
  while (months.length < count) {
    const to = shiftDay(first, -1)
    first = `${to.slice(0, 7)}-01`
    months.unshift({ month: to.slice(0, 7), from: first, to })
  }
  return months
}
