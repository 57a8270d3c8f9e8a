import { expect, test } from 'vitest'
import { planRestart } from '@/lib/inference/child/restart-plan'

const MINUTE = 60_000

test.each([
  ['no crash', [], 0, false],
  ['one', [5], 500, false],
  ['two in a row', [0, MINUTE], 1000, false],
  ['three in ten minutes', [0, MINUTE, 2 * MINUTE], MINUTE, true],
  ['a fourth, after the first long wait', [0, 1, 2, 2 * MINUTE], 2 * MINUTE, true],
  ['the seventh', [0, 1, 2, MINUTE, 4 * MINUTE, 9 * MINUTE, 18 * MINUTE], 15 * MINUTE, true],
  ['three, the first long ago', [0, 70 * MINUTE, 71 * MINUTE], 1000, false],
  ['many, all long ago but the last', [0, 1, 2, 3, 90 * MINUTE], 500, false],
])('%s', (_, crashes, delayMs, down) => {
  expect(planRestart(crashes)).toEqual({ delayMs, down })
})
