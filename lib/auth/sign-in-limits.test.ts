import { expect, test } from 'vitest'
import { ADDRESS_LIMIT, USER_LIMIT, waitSeconds } from '@/lib/auth/sign-in-limits'

const failures = (count: number) => Array.from({ length: count }, (_, index) => index * 1000)

test.each([
  [0, 0],
  [2, 0],
  [3, 5],
  [4, 15],
  [5, 896],
])('after %i failures of a user the wait is %i s', (count, seconds) => {
  expect(waitSeconds(USER_LIMIT, failures(count), Math.max(0, count - 1) * 1000)).toBe(seconds)
})

test('an address has no rising wait, only its limit', () => {
  expect(waitSeconds(ADDRESS_LIMIT, failures(19), 18_000)).toBe(0)
  expect(waitSeconds(ADDRESS_LIMIT, failures(20), 19_000)).toBe(881)
})
