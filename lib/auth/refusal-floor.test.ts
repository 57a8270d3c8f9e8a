import { beforeEach, expect, test, vi } from 'vitest'
import { floorOf, noteRefusal, waitForFloor } from '@/lib/auth/refusal-floor'
import { resetProcess } from '@/lib/testing/process-parts'

vi.mock('server-only', () => ({}))
beforeEach(() => {
  resetProcess('refusal-floor')
})

/** A clock that moves only while somebody sleeps. */
function stoppedClock(start: number) {
  let at = start
  const sleep = (ms: number): Promise<void> => {
    at += ms
    return Promise.resolve()
  }
  return { now: () => at, sleep }
}

test.each([
  ['nothing measured', [], 400],
  ['quick binds', [20, 30], 400],
  ['slow binds', [900, 1000], 1500],
  ['one outlier among a hundred', [...Array<number>(99).fill(600), 5900], 900],
  ['a directory that hardly answers', [9000], 6000],
])('the floor of %s', (_, samples, ms) => {
  expect(floorOf(samples)).toBe(ms)
})

test.each([
  ['of an unknown name, at once', 5],
  ['of a known name, after its bind', 350],
])('a refusal %s waits for the floor', async (_, took) => {
  const clock = stoppedClock(1000 + took)
  await waitForFloor(1000, clock)
  expect(clock.now()).toBe(1400)
})

test('a refusal above the floor lifts it for the next one of whatever name', async () => {
  noteRefusal(2000)
  const clock = stoppedClock(10)
  await waitForFloor(0, clock)
  expect(clock.now()).toBe(3000)
})
