import { AppError } from '@/lib/errors/app-error'
import { shiftDay } from '@/lib/shared/hospital-day'
import type { UsageQuery } from '@/lib/usage/contract'

/** First and last day, both included. */
export interface Period {
  from: string
  to: string
}

/** Days of the period that is shown when none is chosen. */
const DEFAULT_DAYS = 28
/** Longest period, in days: three years. */
export const LONGEST_DAYS = 1096
const DAY_MS = 24 * 60 * 60 * 1000

/** The number of days of a period. */
export function daysOf({ from, to }: Period): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1
}

/** The first day of the month `months` after (or, when negative, before) the month of a day. */
function monthStart(day: string, months = 0): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

const monthEnd = (day: string): string => shiftDay(monthStart(day, 1), -1)
const isWholeMonths = ({ from, to }: Period): boolean => from === monthStart(from) && to === monthEnd(to)

function monthsBetween({ from, to }: Period): number {
  const [a = 0, b = 0] = [from, to].map((day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)))
  return b - a + 1
}

/** The whole months that a period touches, of those that are over; the last one over when it touches none. */
function completeMonths({ from, to }: Period, today: string): Period {
  const lastOver = shiftDay(monthStart(today), -1)
  const end = monthEnd(to) < lastOver ? monthEnd(to) : lastOver
  return { from: monthStart(from < end ? from : end), to: end }
}

function checked(period: Period): Period {
  if (period.from > period.to || daysOf(period) > LONGEST_DAYS) {
    throw new AppError('invalid_input', { fields: 'from, to' })
  }
  return period
}

/** The period before this one: as many months where it is whole months, else as many days. */
export function previousPeriod(period: Period): Period {
  const to = shiftDay(period.from, -1)
  if (isWholeMonths(period)) return { from: monthStart(period.from, -monthsBetween(period)), to }
  return { from: shiftDay(period.from, -daysOf(period)), to }
}

/**
 * The period a query asks for and the one to compare it with. With `wholeMonths` both are widened to whole months and
 * end with the last month that is over: a period that grows by the day, or that can be cut by the day, would tell a
 * single day by subtraction. Throws AppError `invalid_input` for a reversed period or one longer than three years.
 */
export function resolvePeriods(
  query: Pick<UsageQuery, 'from' | 'to' | 'compare' | 'compareFrom' | 'compareTo'>,
  { today, wholeMonths }: { today: string; wholeMonths: boolean },
): { period: Period; comparison: Period | null } {
  const settle = (period: Period): Period =>
    checked(wholeMonths ? completeMonths(checked(period), today) : period)
  const to = query.to ?? today
  const period = settle({ from: query.from ?? shiftDay(to, 1 - DEFAULT_DAYS), to })
  if (query.compare === 'none') return { period, comparison: null }
  if (query.compare === 'previous') return { period, comparison: previousPeriod(period) }
  if (!query.compareFrom || !query.compareTo) {
    throw new AppError('invalid_input', { fields: 'compareFrom, compareTo' })
  }
  return { period, comparison: settle({ from: query.compareFrom, to: query.compareTo }) }
}
