import 'server-only'

const MIN_TOKENS = 24
const MAX_PERIOD = 48
const WINDOW = 96

/**
 * True when the end of `tokens` only repeats itself: the last piece of 1 to 48 tokens stands there at least three
 * times in a row and these copies fill 24 tokens or more. Exact loops are how small and quantised models fail; text
 * that legitimately repeats a drug name does not fill the bound.
 */
export function repeatsItself(tokens: readonly number[]): boolean {
  const tail = tokens.slice(-Math.max(WINDOW, MAX_PERIOD * 3))
  for (let period = 1; period <= MAX_PERIOD; period += 1) {
    const needed = Math.max(period * 3, MIN_TOKENS)
    if (tail.length >= needed && hasPeriod(tail.slice(-needed), period)) return true
  }
  return false
}

function hasPeriod(tokens: readonly number[], period: number): boolean {
  return tokens.every((token, i) => i < period || token === tokens[i - period])
}
