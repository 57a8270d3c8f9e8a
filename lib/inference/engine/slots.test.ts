import { expect, test } from 'vitest'
import { Slots } from './slots'

const never = new AbortController().signal
const quiet = () => undefined

test('a free slot is given at once, the lowest number first', async () => {
  const slots = new Slots(2, 10)
  expect(await slots.acquire('a', never, quiet)).toBe(0)
  expect(await slots.acquire('b', never, quiet)).toBe(1)
  expect(slots.counts).toEqual({ running: 2, waiting: 0 })
})

test('everybody who waits hears a true position, and again when it changes', async () => {
  const slots = new Slots(1, 10)
  await slots.acquire('a', never, quiet)
  const heard: number[] = []
  const second = slots.acquire('b', never, quiet)
  const third = slots.acquire('c', never, (position) => heard.push(position))
  slots.release('a', 0, 1)
  await second
  slots.release('b', 0, 1)
  expect(await third).toBe(0)
  expect(heard).toEqual([2, 1])
})

test('somebody who leaves the queue frees the place and gets no slot', async () => {
  const slots = new Slots(1, 10)
  await slots.acquire('a', never, quiet)
  const leaving = new AbortController()
  const left = slots.acquire('b', leaving.signal, quiet)
  leaving.abort()
  expect(await left).toBeNull()
  expect(slots.counts).toEqual({ running: 1, waiting: 0 })
})

test('a full queue refuses with the seconds after which to try again', async () => {
  const slots = new Slots(1, 1)
  await slots.acquire('a', never, quiet)
  void slots.acquire('b', never, quiet)
  await expect(slots.acquire('c', never, quiet)).rejects.toMatchObject({
    code: 'queue_full',
    params: { retryAfterSeconds: 20 },
  })
})
