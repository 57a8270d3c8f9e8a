export interface Occupancy {
  /** Seconds that each slot in use is expected to stay so. */
  busy: readonly number[]
  /** Slots not in use. */
  free: number
  /** Seconds that one run takes. */
  seconds: number
}

/** Seconds until each of those who wait is served, in order of service: each takes the slot that is free first. */
export function estimateWaits({ busy, free, seconds }: Occupancy, waiting: number): number[] {
  const until = [...busy, ...Array.from({ length: free }, () => 0)]
  return Array.from({ length: waiting }, () => {
    const soonest = until.indexOf(Math.min(...until))
    const wait = until[soonest] ?? 0
    until[soonest] = wait + seconds
    return wait
  })
}

/** How far a run has come. */
export interface Progress {
  elapsedSeconds: number
  /** Tokens written so far. */
  tokens: number
}

/** Tokens after which a run's own speed says more than the mean of others. */
const TOKENS_KNOWN = 16

/**
 * Seconds a run is still expected to take: by its own speed once it writes, before that by the mean of earlier runs.
 * Never less than nothing.
 */
export function secondsLeft(
  { elapsedSeconds, tokens }: Progress,
  mean: { seconds: number; tokens: number },
): number {
  if (tokens < TOKENS_KNOWN || mean.tokens <= 0) return Math.max(0, mean.seconds - elapsedSeconds)
  return (elapsedSeconds / tokens) * Math.max(0, mean.tokens - tokens)
}
