import { expect, test } from 'vitest'
import {
  ADDRESS_LIMIT,
  EMERGENCY_LIMIT,
  GLOBAL_LIMIT,
  slotsOf,
  USER_LIMIT,
  waitSeconds,
  type Limit,
} from '@/lib/auth/sign-in-limits'

/** One failure a second, the last one now. */
const failures = (count: number) => Array.from({ length: count }, (_, index) => (index - count + 1) * 1000)

test.each([
  ['an account', USER_LIMIT, 0, 0],
  ['an account', USER_LIMIT, 2, 0],
  ['an account', USER_LIMIT, 3, 5],
  ['an account', USER_LIMIT, 4, 15],
  ['an account', USER_LIMIT, 5, 900],
  ['an address after twenty typos', ADDRESS_LIMIT, 20, 0],
  ['an address', ADDRESS_LIMIT, 24, 0],
  ['an address', ADDRESS_LIMIT, 25, 5],
  ['an address', ADDRESS_LIMIT, 35, 15],
  ['an address', ADDRESS_LIMIT, 45, 60],
  ['an address that has been guessing for long, never longer', ADDRESS_LIMIT, 1000, 60],
  ['everybody', GLOBAL_LIMIT, 59, 0],
  ['everybody', GLOBAL_LIMIT, 60, 60],
  ['the emergency account from afar', EMERGENCY_LIMIT, 30, 900],
])('%s (%o) waits after %i failures for %i s', (_, limit, count, seconds) => {
  expect(waitSeconds(limit, failures(count), 0)).toBe(seconds)
})

test('the wait is over when it has passed', () => {
  expect(waitSeconds(USER_LIMIT, failures(3), 4_001)).toBe(1)
  expect(waitSeconds(USER_LIMIT, failures(3), 5_000)).toBe(0)
})

test.each([
  [0, 20],
  [15, 5],
  [20, 1],
  [500, 1],
])('with %i failures an address makes %i attempts at once', (count, slots) => {
  expect(slotsOf(count)).toBe(slots)
})

/** Wrong guesses that somebody gets through in so many seconds who never rests. */
function guessesIn(limit: Limit, seconds: number): number {
  const made: number[] = []
  for (let now = 0; now < seconds * 1000; now += 1000) {
    const inWindow = made.filter((at) => at > now - limit.windowSeconds * 1000)
    if (waitSeconds(limit, inWindow, now) === 0) made.push(now)
  }
  return made.length
}

// What the former limits let through: 5 a quarter of an hour for an account, 20 for an address.
test.each([
  ['one account in an hour', USER_LIMIT, 3600, 4 * 5],
  ['one account in a day', USER_LIMIT, 86_400, 96 * 5],
  ['many accounts from one address in two hours', ADDRESS_LIMIT, 7200, 8 * 20 + 10],
  ['many accounts from one address in a day', ADDRESS_LIMIT, 86_400, 96 * 20],
])('guessing %s is as slow as it was', (_, limit, seconds, former) => {
  expect(guessesIn(limit, seconds)).toBeLessThanOrEqual(former)
})
