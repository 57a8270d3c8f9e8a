import 'server-only'
import { processSingleton } from '@/lib/shared/process-singleton'

/** Refusals that are measured: those of names that the directory knows, whose password it checked. */
const SAMPLES = 100
/** The floor moves only once in so many samples, so that two refusals beside each other have the same. */
const EVERY = 20
const LEAST_MS = 400
const MOST_MS = 6000

interface Floor {
  samples: number[]
  since: number
  ms: number
}
const floor = (): Floor => processSingleton('refusal-floor', () => ({ samples: [], since: 0, ms: LEAST_MS }))

/** The floor for measured times in ms: half as much again as the slowest but the two slowest of a hundred, in bounds. */
export function floorOf(samples: readonly number[]): number {
  const sorted = [...samples].sort((a, b) => a - b)
  const slow = sorted[Math.max(0, Math.ceil(sorted.length * 0.98) - 1)] ?? 0
  return Math.min(MOST_MS, Math.max(LEAST_MS, Math.ceil(slow * 1.5)))
}

/** Notes how long a refusal took for which the directory checked a password, in ms. */
export function noteRefusal(ms: number): void {
  const state = floor()
  state.samples = [...state.samples.slice(1 - SAMPLES), ms]
  state.since += 1
  // Above the floor is above the others: it rises at once, and sinks when there is enough to tell.
  if (ms <= state.ms && state.since < EVERY) return
  state.ms = Math.max(floorOf(state.samples), ms > state.ms ? Math.min(MOST_MS, ms) : 0)
  state.since = 0
}

interface Clock {
  now: () => number
  sleep: (ms: number) => Promise<void>
}
const CLOCK: Clock = {
  now: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}

/**
 * Waits until the floor after `startedAt` (ms of the clock), so that a refusal takes as long whether the name exists or
 * not. No bind is made for it: a directory may count binds against an account.
 */
export async function waitForFloor(startedAt: number, { now, sleep }: Clock = CLOCK): Promise<void> {
  const deadline = startedAt + floor().ms
  for (let left = deadline - now(); left > 0; left = deadline - now()) await sleep(left)
}
