import { expect, test } from 'vitest'
import { estimateWaits, secondsLeft } from './estimate-wait'

test.each([
  { what: 'a free slot is no wait', busy: [], free: 2, waiting: 3, waits: [0, 0, 10] },
  { what: 'the slot that is free first', busy: [7, 3], free: 0, waiting: 1, waits: [3] },
  { what: 'each takes a slot in turn', busy: [7, 3], free: 0, waiting: 4, waits: [3, 7, 13, 17] },
  { what: 'nobody waits', busy: [7], free: 0, waiting: 0, waits: [] },
])('$what', ({ busy, free, waiting, waits }) => {
  expect(estimateWaits({ busy, free, seconds: 10 }, waiting)).toEqual(waits)
})

const MEAN = { seconds: 20, tokens: 400 }
test.each([
  { what: 'not begun', progress: { elapsedSeconds: 0, tokens: 0 }, left: 20 },
  { what: 'reading its prompt', progress: { elapsedSeconds: 5, tokens: 0 }, left: 15 },
  { what: 'half way at the usual speed', progress: { elapsedSeconds: 10, tokens: 200 }, left: 10 },
  { what: 'half way at half the speed', progress: { elapsedSeconds: 20, tokens: 200 }, left: 20 },
  { what: 'longer than usual', progress: { elapsedSeconds: 25, tokens: 500 }, left: 0 },
])('$what', ({ progress, left }) => {
  expect(secondsLeft(progress, MEAN)).toBeCloseTo(left)
})
