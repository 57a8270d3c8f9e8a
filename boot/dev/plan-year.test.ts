import { expect, test } from 'vitest'
import { planYear } from '@/boot/dev/plan-year'
import { randomOf } from '@/lib/testing/seeded-random'

const END = Date.parse('2026-11-29T02:00:00Z')
const YEAR_MS = 365 * 24 * 3_600_000
const planned = planYear(randomOf(1), END, 2)

test('the same source of chance gives the same year, in the order of time and within it', () => {
  expect(planYear(randomOf(1), END, 2)).toEqual(planned)
  const times = planned.map(({ atMs }) => atMs)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times.every((at) => at < END && at > END - YEAR_MS - 3_600_000)).toBe(true)
})

test('every month and both departments have questions, and no night has', () => {
  expect(new Set(planned.map(({ atMs }) => new Date(atMs).getUTCMonth())).size).toBe(12)
  expect(new Set(planned.map(({ department }) => department))).toEqual(new Set([0, 1]))
  const hours = planned.map(({ atMs }) => (new Date(atMs).getUTCHours() + 8) % 24)
  expect(hours.filter((hour) => hour < 6)).toEqual([])
})
