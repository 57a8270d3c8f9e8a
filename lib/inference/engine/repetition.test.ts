import { expect, test } from 'vitest'
import { repeatsItself } from './repetition'

const range = (length: number) => Array.from({ length }, (_, i) => i)
const times = (count: number, piece: number[]) => Array.from({ length: count }, () => piece).flat()

test.each([
  { what: 'one token over and over', tokens: times(24, [7]), expected: true },
  { what: 'one token, not long enough to be sure', tokens: times(23, [7]), expected: false },
  { what: 'a sentence three times', tokens: [...range(50), ...times(3, range(12))], expected: true },
  { what: 'a sentence twice', tokens: [...range(50), ...times(2, range(40))], expected: false },
  {
    what: 'a drug name between different words',
    tokens: range(60).flatMap((i) => [900, 901, i]),
    expected: false,
  },
  { what: 'text that moves on', tokens: range(200), expected: false },
  { what: 'nothing', tokens: [], expected: false },
  { what: 'a loop that has ended', tokens: [...times(30, [7]), ...range(30)], expected: false },
])('$what', ({ tokens, expected }) => {
  expect(repeatsItself(tokens)).toBe(expected)
})
