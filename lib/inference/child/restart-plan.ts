import 'server-only'

const FIRST_WAIT_MS = 500
/** Three crashes in ten minutes are no accident any more: the engine is down and says so, and is tried again now and then. */
const CRASHES_MAX = 3
const WITHIN_MS = 10 * 60 * 1000
const LONG_WAIT_MS = 60 * 1000
const LONGEST_WAIT_MS = 15 * 60 * 1000
/** Crashes an hour apart are each the first. */
const LOOP_WITHIN_MS = 60 * 60 * 1000

/** When a crashed engine process is started again, and whether it is told to be down until then. */
export interface Restart {
  delayMs: number
  down: boolean
}

/**
 * Half a second after a crash, a second after the second one in ten minutes. From the third on the engine is down and is
 * started again after 1, 2, 4, 8 and then every 15 minutes, as long as crashes follow within an hour: what was mended
 * meanwhile, such as memory that another program gave back, needs nobody to restart the portal. Times are milliseconds of one
 * clock, the newest last.
 */
export function planRestart(crashes: readonly number[]): Restart {
  const newest = crashes.at(-1)
  if (newest === undefined) return { delayMs: 0, down: false }
  const row = crashes.toReversed()
  const broken = row.findIndex((at, i) => i > 0 && (row[i - 1] ?? at) - at >= LOOP_WITHIN_MS)
  const inLoop = broken === -1 ? row.length : broken
  const recent = crashes.filter((at) => newest - at < WITHIN_MS).length
  if (recent < CRASHES_MAX && inLoop < CRASHES_MAX) {
    return { delayMs: FIRST_WAIT_MS * 2 ** (recent - 1), down: false }
  }
  const delayMs = Math.min(LONG_WAIT_MS * 2 ** (inLoop - CRASHES_MAX), LONGEST_WAIT_MS)
  return { delayMs, down: true }
}
