import 'server-only'
import { randomUUID } from 'node:crypto'
import { processSingleton } from '@/lib/shared/process-singleton'

/** A wall clock that moves this much more or less than the monotonic one has been set, in ms. */
const JUMP_MS = 5 * 60_000

interface Clock {
  bootId: string
  wallMs: number
  monoMs: number
  /** False until the first record of this process was compared with the last one of the trail. */
  compared: boolean
}

const clock = (): Clock =>
  processSingleton('audit-clock', () => ({
    bootId: randomUUID(),
    wallMs: Date.now(),
    monoMs: performance.now(),
    compared: false,
  }))

/** Identifies this run of the process; the monotonic clock counts within one. */
export const bootId = (): string => clock().bootId

/** Milliseconds since the start. The column holds 31 bits, which fill in 24 days; the value wraps rather than fail. */
export const monotonicMs = (): number => Math.round(performance.now()) % 2 ** 31

/**
 * How far the wall clock was set since the last call, in ms, or null when it was not: against the monotonic clock, and
 * once per process against the newest record of the trail. A jump is told once; the new time is the measure from then.
 */
export function clockJump(lastRecordAt: Date | null): number | null {
  const state = clock()
  const [wallMs, monoMs] = [Date.now(), performance.now()]
  const drift = wallMs - state.wallMs - (monoMs - state.monoMs)
  const behind = !state.compared && lastRecordAt ? wallMs - lastRecordAt.getTime() : 0
  Object.assign(state, { wallMs, monoMs, compared: true })
  if (Math.abs(drift) > JUMP_MS) return Math.round(drift)
  return behind < -JUMP_MS ? Math.round(behind) : null
}
