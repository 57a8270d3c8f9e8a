import { EventEmitter } from 'node:events'
import type net from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { connectInTime } from '@/lib/auth/directory/connect-in-time'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A socket that only opens, ends, and remembers why it was destroyed. Stands in for one whose other side never answers. */
function silent() {
  const events = new EventEmitter()
  const destroy = vi.fn<(error: Error) => void>()
  return { socket: Object.assign(events, { destroy }) as unknown as net.Socket, destroy }
}

test('a socket that does not open in time is destroyed, once, with a code that says so', () => {
  const { socket, destroy } = silent()
  connectInTime(socket, 'connect', 1500)
  vi.advanceTimersByTime(1400)
  expect(destroy).not.toHaveBeenCalled()
  vi.advanceTimersByTime(60_000)
  expect(destroy.mock.calls).toEqual([[expect.objectContaining({ code: 'ETIMEDOUT' })]])
})

test.each(['connect', 'secureConnect'] as const)('one that opens is left alone: %s', (opened) => {
  const { socket, destroy } = silent()
  connectInTime(socket, opened, 1500)
  socket.emit(opened)
  vi.advanceTimersByTime(60_000)
  expect(destroy).not.toHaveBeenCalled()
})

test('while the process stands still no time is counted', () => {
  const { socket, destroy } = silent()
  connectInTime(socket, 'connect', 1500)
  vi.advanceTimersByTime(1300)
  // A minute passes in which no timer runs; the first turn after it is one turn.
  vi.setSystemTime(Date.now() + 60_000)
  vi.advanceTimersByTime(100)
  expect(destroy).not.toHaveBeenCalled()
  socket.emit('connect')
  vi.advanceTimersByTime(60_000)
  expect(destroy).not.toHaveBeenCalled()
})
