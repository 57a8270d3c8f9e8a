/** One answered question; times in milliseconds after it was asked. */
export interface Answered {
  /** `performance.now()` when it was asked. */
  askedAt: number
  firstTokenMs: number
  lastTokenMs: number
  promptTokens: number
  cachedTokens: number
  decodedTokens: number
}

/** A question asked at `askedAt` of which nothing has come back; the reader of the answer fills it in. */
export const notYetAnswered = (askedAt: number): Answered => ({
  askedAt,
  firstTokenMs: 0,
  lastTokenMs: 0,
  promptTokens: 0,
  cachedTokens: 0,
  decodedTokens: 0,
})

/** What a server did under one number of users. */
export interface Load {
  users: number
  runs: number
  /** Tokens written per second while all users were asking, prefill time included. */
  tokensPerSecond: number
  /** Sum over users of their own pace from first to last token: what decoding alone gives. */
  decodePerSecond: number
  firstTokenP50Ms: number
  firstTokenP95Ms: number
  /** Slowest user's time per token, waiting included, over the fastest user's: 1 is fair. */
  fairness: number
}

/** The value below which the share `p` (0 to 1) of the values lies, by nearest rank. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? 0
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const mean = (values: readonly number[]): number => sum(values) / Math.max(1, values.length)

/** Tokens of an answer that were written before `end`, at its own even pace. */
function writtenBefore(end: number, { askedAt, firstTokenMs, lastTokenMs, decodedTokens }: Answered): number {
  const share = (end - askedAt - firstTokenMs) / Math.max(1, lastTokenMs - firstTokenMs)
  return decodedTokens * Math.min(1, Math.max(0, share))
}

/**
 * Figures of a closed loop between `from` and `until` (`performance.now()`): each user asks again as soon as the
 * answer is there. `perUser[i]` are the answers of user i; the last may end after `until`.
 */
export function figuresOf(
  perUser: readonly (readonly Answered[])[],
  { from, until }: { from: number; until: number },
): Load {
  const all = perUser.flat()
  const pace = ({ decodedTokens, firstTokenMs, lastTokenMs }: Answered) =>
    ((decodedTokens - 1) * 1000) / Math.max(1, lastTokenMs - firstTokenMs)
  const times = perUser.map(
    (answers) =>
      sum(answers.map(({ lastTokenMs }) => lastTokenMs)) /
      Math.max(1, sum(answers.map(({ decodedTokens }) => decodedTokens))),
  )
  const firsts = all.map(({ firstTokenMs }) => firstTokenMs)
  return {
    users: perUser.length,
    runs: all.length,
    tokensPerSecond: (sum(all.map((answer) => writtenBefore(until, answer))) * 1000) / (until - from),
    decodePerSecond: sum(perUser.map((answers) => mean(answers.map(pace)))),
    firstTokenP50Ms: percentile(firsts, 0.5),
    firstTokenP95Ms: percentile(firsts, 0.95),
    fairness: Math.max(...times) / Math.min(...times),
  }
}

/** Lets `users` ask for `seconds`, every one again as soon as the last answer is there. */
export async function closedLoop(
  { users, seconds }: { users: number; seconds: number },
  ask: (user: number) => Promise<Answered>,
): Promise<Load> {
  const from = performance.now()
  const until = from + seconds * 1000
  const perUser = await Promise.all(
    Array.from({ length: users }, async (_, user) => {
      const answers: Answered[] = []
      while (performance.now() < until) answers.push(await ask(user))
      return answers
    }),
  )
  return figuresOf(perUser, { from, until })
}
