/**
 * A random generator (mulberry32) whose seed is printed at once, so that a red run can be had again, also one that never
 * came to its end: `TEST_SEED=… npx vitest run FILE`.
 */
export function seededRandom(name: string): { random: () => number; seed: number } {
  const given = process.env['TEST_SEED']
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given)
  process.stdout.write(`${name}: TEST_SEED=${seed}\n`)
  return { random: randomOf(seed), seed }
}

/** The generator of a seed: numbers from 0 up to 1. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
