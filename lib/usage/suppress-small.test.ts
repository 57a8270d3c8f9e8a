import { expect, test } from 'vitest'
import { percentile, suppressedKeys } from '@/lib/usage/suppress-small'

const group = (key: string, doctors: number, questions = doctors * 10) => ({ key, doctors, questions })

test.each([
  ['nothing small', [group('a', 5), group('b', 9)], []],
  ['two small', [group('a', 1), group('b', 4), group('c', 5)], ['a', 'b']],
  ['one small takes the smallest other with it', [group('a', 1), group('b', 9), group('c', 6)], ['a', 'c']],
  ['one small and no other', [group('a', 4)], ['a']],
  ['nobody at all', [], []],
])('%s', (_, groups, hidden) => {
  expect([...suppressedKeys(groups, 5)].sort()).toEqual(hidden)
})

test.each([
  [[], 0.5, null],
  [[7], 0.95, 7],
  [[4, 1, 3, 2], 0.5, 2],
  [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95, 10],
])('the percentile of %j at %d is %s', (values, share, expected) => {
  expect(percentile(values, share)).toBe(expected)
})
