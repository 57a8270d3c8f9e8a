import { expect, test } from 'vitest'
import { restartDelay } from '@/lib/inference/child/restart-plan'

const MINUTE = 60_000

test.each([
  ['no crash', [], 0],
  ['one', [5], 500],
  ['two in a row', [0, MINUTE], 1000],
  ['three in ten minutes', [0, MINUTE, 2 * MINUTE], null],
  ['three, the first long ago', [0, 20 * MINUTE, 21 * MINUTE], 1000],
  ['many, all long ago but the last', [0, 1, 2, 3, 60 * MINUTE], 500],
])('%s', (_, crashes, delay) => {
  expect(restartDelay(crashes)).toBe(delay)
})
