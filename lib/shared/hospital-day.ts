/** Hours that the hospital's clock (Asia/Shanghai, no summer time) is ahead of UTC. */
const OFFSET = '+08:00'
const DAY_MS = 24 * 60 * 60 * 1000
/** The clock of the hospital, by its name. */
export const HOSPITAL_TIME_ZONE = 'Asia/Shanghai'
const isoDay = new Intl.DateTimeFormat('en-CA', { timeZone: HOSPITAL_TIME_ZONE })

/** The calendar day in Asia/Shanghai of a moment, as an ISO date. */
export function hospitalDay(at: Date): string {
  return isoDay.format(at)
}

const OFFSET_MS = 8 * 60 * 60 * 1000

/** The hour 0–23 in Asia/Shanghai of a moment. */
export function hospitalHour(at: Date): number {
  return new Date(at.getTime() + OFFSET_MS).getUTCHours()
}

/** The weekday in Asia/Shanghai of a moment, 1 for Monday to 7 for Sunday (ISO 8601). */
export function hospitalWeekday(at: Date): number {
  return new Date(at.getTime() + OFFSET_MS).getUTCDay() || 7
}

/** The ISO date `days` days after (or, when negative, before) an ISO date. */
export function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The moments from the start of day `from` to before the end of day `to` in Asia/Shanghai; undefined without either. */
export function dayRange({
  from,
  to,
}: {
  from?: string | undefined
  to?: string | undefined
}): { gte?: Date; lt?: Date } | undefined {
  if (!from && !to) return undefined
  return {
    ...(from ? { gte: new Date(`${from}T00:00:00${OFFSET}`) } : {}),
    ...(to ? { lt: new Date(`${shiftDay(to, 1)}T00:00:00${OFFSET}`) } : {}),
  }
}
