/** A clock this far behind is merely being set by its time server, in ms. */
const TOLERANCE_MS = 5 * 60_000
const DAY_MS = 24 * 60 * 60 * 1000

/** Whether deletion may trust the clock: `behind` the newest time of the trail, or `ahead` of it by more than a policy allows. */
export type ClockState = 'right' | 'behind' | 'ahead'

/** How a time compares with the newest time that records had a right to; `aheadDays` is the longest leap in days. */
export function clockState(now: Date, clockAt: Date, aheadDays: number): ClockState {
  const leap = now.getTime() - clockAt.getTime()
  if (leap < -TOLERANCE_MS) return 'behind'
  return leap > aheadDays * DAY_MS ? 'ahead' : 'right'
}

/** The newest time that records have a right to, after one at `at`: it never goes back and never follows a leap. */
export function clockAfter(clockAt: Date, at: Date, aheadDays: number): Date {
  return at > clockAt && clockState(at, clockAt, aheadDays) === 'right' ? at : clockAt
}
