/** The longest that a CPU should read before the first word of an answer, in milliseconds. */
const READ_AT_MOST_MS = 45_000

export interface Reading {
  /** Tokens of a prompt with every earlier turn. */
  all: number
  /** Those of them that no cache holds. */
  unread: number
  /** Tokens that stay in any case: the instructions, the case itself and the new question. */
  least: number
  /** Tokens of the instructions, which are read before anybody asks. */
  shared: number
  /** Measured on this machine; null before the first measurement and on a GPU. */
  prefillMsPerToken: number | null
}

/**
 * The most tokens a prompt may hold so that the first word comes in bearable time, by the measured speed of reading.
 * Earlier turns are left out for it, never the case or the question; what a cache holds costs nothing, so a conversation
 * that goes on where it was is never cut.
 */
export function readingRoom({ all, unread, least, shared, prefillMsPerToken }: Reading): number {
  if (prefillMsPerToken === null || unread * prefillMsPerToken <= READ_AT_MOST_MS) return all
  return Math.max(least, shared + Math.floor(READ_AT_MOST_MS / prefillMsPerToken))
}
