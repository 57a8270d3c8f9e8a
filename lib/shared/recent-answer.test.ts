import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { noAnswer, recentAnswer } from '@/lib/shared/recent-answer'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

test('the first answer is waited for, a recent one is given again, an older one while the next is asked for', async () => {
  const recent = noAnswer<number>()
  const waiting: ((value: number) => void)[] = []
  const ask = () => new Promise<number>((resolve) => waiting.push(resolve))
  const first = recentAnswer(recent, 1000, ask)
  waiting[0]?.(1)
  expect(await first).toBe(1)
  expect(await recentAnswer(recent, 1000, ask)).toBe(1)
  expect(waiting).toHaveLength(1)

  vi.advanceTimersByTime(1500)
  expect(await recentAnswer(recent, 1000, ask)).toBe(1)
  expect(await recentAnswer(recent, 1000, ask)).toBe(1)
  expect(waiting).toHaveLength(2)
  waiting[1]?.(2)
  await recent.asking
  expect(await recentAnswer(recent, 1000, ask)).toBe(2)

  vi.advanceTimersByTime(3500)
  const late = recentAnswer(recent, 1000, ask)
  waiting[2]?.(3)
  expect(await late).toBe(3)
})
