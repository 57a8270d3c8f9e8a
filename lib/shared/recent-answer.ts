/** What was answered last, and the question under way. */
export interface Recent<T> {
  /** When the last answer was asked for, on the clock of `performance.now`. */
  at: number
  last: { value: T } | null
  asking: Promise<T> | null
}

/** A memory without an answer. */
export const noAnswer = <T>(): Recent<T> => ({ at: 0, last: null, asking: null })

/** An answer this many times as old as it should be is waited for. */
const TOO_OLD = 3

/**
 * The answer of `ask`, asked at most every `keepMs`. An older one is given at once while the next is asked for, so that who
 * asks often never waits; one that is three times as old, and the first, is waited for. `ask` must not throw.
 */
export async function recentAnswer<T>(recent: Recent<T>, keepMs: number, ask: () => Promise<T>): Promise<T> {
  const now = performance.now()
  const age = recent.last ? now - recent.at : Infinity
  if (recent.last && age < keepMs) return recent.last.value
  recent.asking ??= ask().then((value) => {
    Object.assign(recent, { at: now, last: { value }, asking: null })
    return value
  })
  return recent.last && age < keepMs * TOO_OLD ? recent.last.value : recent.asking
}
