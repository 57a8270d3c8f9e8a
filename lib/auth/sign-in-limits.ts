/** One thing that sign-in failures are counted by. */
export interface Limit {
  kind: 'user' | 'address' | 'global' | 'unlock' | 'emergency' | 'emergency_address'
  failures: number
  windowSeconds: number
}

export const USER_LIMIT: Limit = { kind: 'user', failures: 5, windowSeconds: 15 * 60 }
export const ADDRESS_LIMIT: Limit = { kind: 'address', failures: 20, windowSeconds: 15 * 60 }
export const GLOBAL_LIMIT: Limit = { kind: 'global', failures: 60, windowSeconds: 60 }
/** Wrong passwords at the lock screen after which the session ends. */
export const UNLOCK_LIMIT: Limit = { kind: 'unlock', failures: 5, windowSeconds: 15 * 60 }
/** The emergency account has limits of its own, so that a flood of ordinary sign-ins cannot keep it out. */
export const EMERGENCY_LIMIT: Limit = { kind: 'emergency', failures: 30, windowSeconds: 15 * 60 }
export const EMERGENCY_ADDRESS_LIMIT: Limit = {
  kind: 'emergency_address',
  failures: 5,
  windowSeconds: 15 * 60,
}

/** Seconds to wait after the nth failure of one user, before the limit itself is reached. */
const DELAYS = [0, 0, 0, 5, 15]

/**
 * Seconds until the next attempt is allowed, 0 for now. `failures` are the times in ms of the failures within the
 * window, oldest first.
 */
export function waitSeconds(limit: Limit, failures: readonly number[], now: number): number {
  const last = failures.at(-1)
  if (last === undefined) return 0
  const oldest = failures.at(-limit.failures)
  const until =
    oldest === undefined
      ? last + (limit.kind === 'user' ? (DELAYS[failures.length] ?? 0) : 0) * 1000
      : oldest + limit.windowSeconds * 1000
  return Math.max(0, Math.ceil((until - now) / 1000))
}
