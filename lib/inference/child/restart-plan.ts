import 'server-only'

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000
/** Three crashes in ten minutes are no accident any more: the engine stays down and says so. */
const CRASHES_MAX = 3
const WITHIN_MS = 10 * 60 * 1000

/**
 * Milliseconds to wait before a crashed engine process is started again, doubling with each crash of the last ten
 * minutes; null when it crashed three times within them. Times are milliseconds of one clock, the newest last.
 */
export function restartDelay(crashes: readonly number[]): number | null {
  const newest = crashes.at(-1)
  if (newest === undefined) return 0
  const recent = crashes.filter((at) => newest - at < WITHIN_MS).length
  if (recent >= CRASHES_MAX) return null
  return Math.min(FIRST_WAIT_MS * 2 ** (recent - 1), LONGEST_WAIT_MS)
}
