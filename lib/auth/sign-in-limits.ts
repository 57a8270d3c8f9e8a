/** From so many failures within the window on, so many seconds must pass since the last one. */
type Step = readonly [failures: number, seconds: number]

/** One thing that sign-in failures are counted by. */
export interface Limit {
  kind: 'user' | 'address' | 'global' | 'unlock' | 'emergency' | 'emergency_address'
  windowSeconds: number
  /** By rising number of failures. */
  steps: readonly Step[]
}

const QUARTER_HOUR = 15 * 60

export const USER_LIMIT: Limit = {
  kind: 'user',
  windowSeconds: QUARTER_HOUR,
  steps: [
    [3, 5],
    [4, 15],
    [5, QUARTER_HOUR],
  ],
}
/** Never a lock: behind one address there may be a hospital. Failures of people who then signed in do not count. */
export const ADDRESS_LIMIT: Limit = {
  kind: 'address',
  windowSeconds: 60 * 60,
  steps: [
    [25, 5],
    [35, 15],
    [45, 60],
  ],
}
export const GLOBAL_LIMIT: Limit = { kind: 'global', windowSeconds: 60, steps: [[60, 60]] }

/** Wrong passwords at the lock screen after which the session ends. */
export const UNLOCK_FAILURES = 5
export const UNLOCK_LIMIT: Limit = {
  kind: 'unlock',
  windowSeconds: QUARTER_HOUR,
  steps: [[UNLOCK_FAILURES, QUARTER_HOUR]],
}
/** The emergency account has limits of its own, so that a flood of ordinary sign-ins cannot keep it out. */
export const EMERGENCY_LIMIT: Limit = {
  kind: 'emergency',
  windowSeconds: QUARTER_HOUR,
  steps: [[30, QUARTER_HOUR]],
}
export const EMERGENCY_ADDRESS_LIMIT: Limit = {
  kind: 'emergency_address',
  windowSeconds: QUARTER_HOUR,
  steps: [[5, QUARTER_HOUR]],
}

/**
 * Seconds until the next attempt is allowed, 0 for now. `failures` are the times in ms of the failures within the
 * window, oldest first; attempts under way are none.
 */
export function waitSeconds(limit: Limit, failures: readonly number[], now: number): number {
  const last = failures.at(-1)
  const step = limit.steps.findLast(([least]) => failures.length >= least)
  if (last === undefined || step === undefined) return 0
  return Math.max(0, Math.ceil((last + step[1] * 1000 - now) / 1000))
}

/** Attempts of one address that may be under way at once while nothing is known against it. */
const MOST_AT_ONCE = 20

/** How many attempts of an address may be under way at once: the fewer, the more have failed, but one at least. */
export function slotsOf(failures: number): number {
  return Math.max(1, MOST_AT_ONCE - failures)
}
