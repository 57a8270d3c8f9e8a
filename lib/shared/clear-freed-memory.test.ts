import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { clearFreedMemorySoon, startClearing } from '@/lib/shared/clear-freed-memory'
import { resetProcess } from '@/lib/testing/process-parts'

const TEN_SECONDS = 10_000
let busy: boolean
const clear = vi.fn()
beforeEach(() => {
  vi.useFakeTimers()
  clear.mockClear()
  busy = false
  startClearing({ clear, busy: () => busy })
})
afterEach(() => {
  vi.useRealTimers()
  resetProcess('freed-memory')
})

test('once in ten seconds, for all who ask until then', () => {
  clearFreedMemorySoon()
  vi.advanceTimersByTime(TEN_SECONDS - 1)
  clearFreedMemorySoon()
  expect(clear).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(clear).toHaveBeenCalledTimes(1)
})

test('not while an answer is being written, but in a minute at the latest', () => {
  busy = true
  clearFreedMemorySoon()
  vi.advanceTimersByTime(2 * TEN_SECONDS)
  expect(clear).not.toHaveBeenCalled()
  busy = false
  vi.advanceTimersByTime(TEN_SECONDS)
  expect(clear).toHaveBeenCalledTimes(1)

  busy = true
  clearFreedMemorySoon()
  vi.advanceTimersByTime(6 * TEN_SECONDS)
  expect(clear).toHaveBeenCalledTimes(2)
})
