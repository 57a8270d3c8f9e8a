const DAY = 86_400_000
const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/

/** The number of days since 1970-01-01 of a day written as `2026-11-28`; null for a day that the calendar lacks. */
export function dayNumber(text: string): number | null {
  const time = ISO_DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN
  return Number.isFinite(time) && isoDay(time / DAY) === text ? time / DAY : null
}

/** The day with this number, written as `2026-11-28`. */
export const isoDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

/** Days as weeks and days of pregnancy: 268 gives `38+2`. */
export const weeksAndDays = (days: number): string => `${Math.floor(days / 7)}+${days % 7}`
