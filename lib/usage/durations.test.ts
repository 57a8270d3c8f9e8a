import { expect, test } from 'vitest'
import { Durations } from '@/lib/usage/durations'

const of = (values: readonly number[]) => {
  const durations = new Durations()
  for (const value of values) durations.add(value)
  return durations
}

test.each([
  [[], 0.5, null],
  [[7], 0.95, 7],
  [[4, 1, 3, 2], 0.5, 2],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95, 10],
])('the percentile of %j at %d is %s', (values, share, expected) => {
  expect(of(values).percentile(share)).toBe(expected)
})

test('ten thousand values keep their exact percentiles, also when read in between and put together', () => {
  const values = Array.from({ length: 10_000 }, (_, i) => (i * 7919) % 10_000)
  const low = of(values.filter((value) => value < 5000))
  expect(low.percentile(0.5)).toBe(2499)
  low.addAll(of(values.filter((value) => value >= 5000)))
  expect([low.percentile(0.5), low.percentile(0.95), low.percentile(1)]).toEqual([4999, 9499, 9999])
})
