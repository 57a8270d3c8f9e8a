/** One answered question, times in milliseconds after it was asked. */
export interface Answered {
  firstTokenMs: number
  lastTokenMs: number
  promptTokens: number
  cachedTokens: number
  decodedTokens: number
}

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
  /** Slowest user's mean answer time over the fastest user's: 1 is fair. */
  fairness: number
}

/** The value below which the share `p` (0 to 1) of the values lies, by nearest rank. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)] ?? 0
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)

/**
 * Figures of a closed loop: each user asks again as soon as the answer is there. `perUser[i]` are the answers of user
 * i, `wallMs` is the time from the first question to the last answer.
 */
export function figuresOf(perUser: readonly (readonly Answered[])[], wallMs: number): Load {
  const all = perUser.flat()
  const decoded = all.reduce((sum, { decodedTokens }) => sum + decodedTokens, 0)
  const pace = ({ decodedTokens, firstTokenMs, lastTokenMs }: Answered) =>
    ((decodedTokens - 1) * 1000) / Math.max(1, lastTokenMs - firstTokenMs)
  const times = perUser.map((answers) => mean(answers.map(({ lastTokenMs }) => lastTokenMs)))
  const firsts = all.map(({ firstTokenMs }) => firstTokenMs)
  return {
    users: perUser.length,
    runs: all.length,
    tokensPerSecond: (decoded * 1000) / wallMs,
    decodePerSecond: perUser.reduce((sum, answers) => sum + mean(answers.map(pace)), 0),
    firstTokenP50Ms: percentile(firsts, 0.5),
    firstTokenP95Ms: percentile(firsts, 0.95),
    fairness: Math.max(...times) / Math.max(1, Math.min(...times)),
  }
}

/** Lets `users` ask `rounds` times each, every one as soon as the last answer is there. */
export async function closedLoop(
  { users, rounds }: { users: number; rounds: number },
  ask: (user: number, round: number) => Promise<Answered>,
): Promise<Load> {
  const started = performance.now()
  const perUser = await Promise.all(
    Array.from({ length: users }, async (_, user) => {
      const answers: Answered[] = []
      for (let round = 0; round < rounds; round += 1) answers.push(await ask(user, round))
      return answers
    }),
  )
  return figuresOf(perUser, performance.now() - started)
}
