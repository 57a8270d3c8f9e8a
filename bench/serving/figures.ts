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

/** Answers before a 95th percentile is told. */
export const LEAST_FOR_P95 = 40

/** What a server did under one number of users. */
export interface Load {
  users: number
  runs: number
  /** Tokens written per second while all users were asking, prefill time included. */
  tokensPerSecond: number
  /** Sum over users of their own pace from first to last token: what decoding alone gives. */
  decodePerSecond: number
  firstTokenP50Ms: number
  /** Null with fewer than forty answers, of which it would be one of the two slowest. */
  firstTokenP95Ms: number | null
  /** Slowest user's time per token, waiting included, over the fastest user's: 1 is fair. */
  fairness: number
}

/** The value below which the share `p` (0 to 1) of the values lies, by nearest rank. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? 0
}

/** The middle of some figures with the least and the most of them; null without any. */
export function spreadOf(values: readonly number[]): { median: number; least: number; most: number } | null {
  if (values.length === 0) return null
  return { median: percentile(values, 0.5), least: Math.min(...values), most: Math.max(...values) }
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
    firstTokenP95Ms: firsts.length < LEAST_FOR_P95 ? null : percentile(firsts, 0.95),
    fairness: Math.max(...times) / Math.min(...times),
  }
}

/**
 * Lets `users` ask, every one again as soon as the last answer is there, until so many questions were asked. The figures are of the
 * time in which all of them were asking.
 */
export async function closedLoop(
  { users, answers }: { users: number; answers: number },
  ask: (user: number) => Promise<Answered>,
): Promise<Load> {
  const from = performance.now()
  let left = answers
  let until = Infinity
  const perUser = await Promise.all(
    Array.from({ length: users }, async (_, user) => {
      const own: Answered[] = []
      while (left-- > 0) own.push(await ask(user))
      until = Math.min(until, performance.now())
      return own
    }),
  )
  return figuresOf(perUser, { from, until })
}
