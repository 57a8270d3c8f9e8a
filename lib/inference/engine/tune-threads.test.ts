import { expect, test } from 'vitest'
import { fastestThreads, threadCandidates } from './tune-threads'

test.each([
  [1, 1, [1]],
  [2, 2, [1, 2]],
  [8, 16, [4, 8, 16]],
  [6, 6, [3, 6]],
])('%i cores and %i processors', (physical, processors, candidates) => {
  expect(threadCandidates(physical, processors)).toEqual(candidates)
})

/** A machine whose steps take so many milliseconds by threads, now and then slowed by other work. */
async function choice(ms: Record<number, number>, slowed: (step: number) => number = () => 1) {
  let clock = 0
  let steps = 0
  const step = (threads: number): Promise<void> => {
    clock += (ms[threads] ?? 0) * slowed((steps += 1))
    return Promise.resolve()
  }
  const chosen = await fastestThreads(Object.keys(ms).map(Number), step, () => clock)
  return { chosen, clock }
}

test.each<[string, Record<number, number>, number]>([
  ['more threads help', { 1: 100, 2: 60 }, 2],
  ['more threads hurt', { 4: 50, 8: 40, 16: 90 }, 8],
  ['no difference takes the fewer', { 1: 60, 2: 59 }, 1],
])('%s', async (_, ms, expected) => {
  expect((await choice(ms)).chosen).toBe(expected)
})

test('other work that slows most steps does not decide', async () => {
  const { chosen } = await choice({ 1: 100, 2: 60 }, (step) => (step % 3 === 0 ? 1 : 5))
  expect(chosen).toBe(2)
})

test('it takes two seconds and no more than one step longer for each', async () => {
  const { clock } = await choice({ 1: 100, 2: 60 })
  expect(clock).toBeLessThanOrEqual(2000 + 100 + 60)
})
