import 'server-only'

/** Milliseconds that trying out numbers of threads may take in all. */
const BUDGET_MS = 2000
/** A step is worth more threads only if it gets this much faster: a busy moment must not decide. */
const WORTH = 1.05

/** Numbers of threads worth trying on a CPU: half the physical cores, all of them, and every processor. */
export function threadCandidates(physical: number, processors: number): number[] {
  const numbers = [Math.ceil(physical / 2), physical, processors]
  return [...new Set(numbers)].filter((threads) => threads >= 1).sort((a, b) => a - b)
}

/**
 * The number of threads with which steps are fastest; the fewer where two are alike. `step` does one step with that many
 * threads. Each candidate gets an equal share of two seconds, and its fastest step counts.
 */
export async function fastestThreads(
  candidates: readonly number[],
  step: (threads: number) => Promise<void>,
  now: () => number = () => performance.now(),
): Promise<number> {
  let best = { threads: candidates[0] ?? 1, ms: Infinity }
  for (const threads of candidates) {
    const end = now() + BUDGET_MS / candidates.length
    let fastest = Infinity
    while (now() < end) {
      const began = now()
      await step(threads)
      fastest = Math.min(fastest, now() - began)
    }
    if (fastest * WORTH < best.ms) best = { threads, ms: fastest }
  }
  return best.threads
}
