import { expect, test } from 'vitest'
import { bestLookup, costOf, lookUp } from './look-up'

test('what is quoted is guessed, and a wrong guess costs its step alone', () => {
  // The answer quotes 3 4 5 6 and then goes its own way.
  const { steps, guessed, right } = lookUp([1, 2, 3, 4, 5, 6, 7], [2, 3, 4, 5, 9], { pattern: 2, draft: 3 })
  expect({ steps, guessed, right }).toEqual({ steps: [1, 1, 4], guessed: 3, right: 2 })
})

test('nothing repeated, nothing guessed', () => {
  expect(lookUp([1, 2, 3], [4, 5, 6], { pattern: 1, draft: 4 })).toEqual({
    guessed: 0,
    right: 0,
    steps: [1, 1, 1],
  })
  expect(bestLookup([1, 2, 3], [4, 5, 6], { 1: 10, 2: 15 })).toMatchObject({ share: 1 })
})

test('a step between two measured widths costs what lies between', () => {
  expect(costOf([1, 3], { 1: 10, 2: 20, 4: 40 })).toBe(40)
})
