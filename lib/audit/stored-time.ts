import { dayRange } from '@/lib/shared/hospital-day'

/** A time as the database client stores it, so that both compare as texts. */
export const storedTime = (at: Date): string => at.toISOString().replace('Z', '+00:00')

const orNothing = (at: Date | undefined): string => (at ? storedTime(at) : '')

/** The moments between which days lie, as stored, for `>= ?` and `< ?`; empty where no day bounds them. */
export function storedDays(days: Parameters<typeof dayRange>[0]): [from: string, before: string] {
  const range = dayRange(days)
  return [orNothing(range?.gte), orNothing(range?.lt)]
}
