/** How many tokens are matched, and how many that follow them are guessed. */
interface Lookup {
  pattern: number
  draft: number
}

/** What a lookup would have done to an answer. */
export interface LookedUp {
  guessed: number
  right: number
  /** Tokens in each step: the next one and what was guessed after it. */
  steps: number[]
}

/** What stood after the newest earlier place of the last `pattern` tokens, at most `draft` of it. */
function guess(before: readonly number[], { pattern, draft }: Lookup): readonly number[] {
  const from = before.length - pattern
  for (let at = from - 1; at >= 0; at--) {
    if (before.slice(at, at + pattern).every((token, i) => token === before[from + i])) {
      return before.slice(at + pattern, at + pattern + draft)
    }
  }
  return []
}

/** Counts what a lookup in prompt and answer so far would have guessed of a greedy answer, step by step. */
export function lookUp(prompt: readonly number[], answer: readonly number[], lookup: Lookup): LookedUp {
  const steps: number[] = []
  let [done, guessed, right] = [0, 0, 0]
  while (done < answer.length) {
    const drafted = guess([...prompt, ...answer.slice(0, done)], lookup)
    let held = 0
    while (held < drafted.length && drafted[held] === answer[done + held]) held += 1
    steps.push(1 + drafted.length)
    guessed += drafted.length
    right += held
    done += held + 1
  }
  return { guessed, right, steps }
}

/** Milliseconds of steps of so many tokens, on straight lines between the widths that were measured. */
export function costOf(steps: readonly number[], measured: Readonly<Record<number, number>>): number {
  const widths = Object.keys(measured).map(Number)
  const cost = (width: number): number => {
    const above = widths.find((one) => one >= width) ?? Math.max(...widths)
    const below = widths.findLast((one) => one <= width) ?? Math.min(...widths)
    const [low, high] = [measured[below] ?? 0, measured[above] ?? 0]
    return above === below ? low : low + ((high - low) * (width - below)) / (above - below)
  }
  return steps.reduce((sum, width) => sum + cost(width), 0)
}

/** The lookup that takes the least share of the time of plain decoding, 1 for none that pays. */
export function bestLookup(
  prompt: readonly number[],
  answer: readonly number[],
  measured: Readonly<Record<number, number>>,
): Lookup & { share: number } {
  const plain = costOf(
    answer.map(() => 1),
    measured,
  )
  const all = [2, 3, 4, 6].flatMap((pattern) =>
    [1, 3, 7].map((draft) => {
      const { steps } = lookUp(prompt, answer, { pattern, draft })
      return { pattern, draft, share: costOf(steps, measured) / plain }
    }),
  )
  return all.reduce((best, one) => (one.share < best.share ? one : best), { pattern: 0, draft: 0, share: 1 })
}
