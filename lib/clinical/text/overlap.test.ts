import fc from 'fast-check'
import { expect, test } from 'vitest'
import { overlapOf } from './overlap'

const stretch = fc
  .tuple(fc.nat(40), fc.integer({ min: 1, max: 12 }))
  .map(([from, length]) => ({ from, to: from + length }))

test('says what a look at each place says', () => {
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 12 }), stretch, (places, asked) => {
      const looked = places.some(({ from, to }) => from < asked.to && to > asked.from)
      expect(overlapOf(places)(asked)).toBe(looked)
    }),
  )
})
