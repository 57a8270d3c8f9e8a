import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shiftSpans } from './shift-spans'

test('what stands before and behind a change keeps its words', () => {
  const before = '房颤，肌酐升高'
  const places = [
    { start: 0, end: 2 },
    { start: 3, end: 5 },
  ]
  expect(shiftSpans(places, before, '房颤五年，肌酐升高')).toEqual([
    { start: 0, end: 2 },
    { start: 5, end: 7 },
  ])
  expect(shiftSpans(places, before, '房扑，肌酐升高')).toEqual([{ start: 3, end: 5 }])
})

test('a place that is kept always has the words it had', () => {
  const text = fc.string({ unit: fc.constantFrom('房', '颤', 'a', ' '), maxLength: 12 })
  fc.assert(
    fc.property(text, text, fc.nat(12), fc.nat(12), (before, after, a, b) => {
      const [start, end] = [Math.min(a, b, before.length), Math.min(Math.max(a, b), before.length)]
      for (const place of shiftSpans([{ start, end }], before, after)) {
        expect(after.slice(place.start, place.end)).toBe(before.slice(start, end))
      }
    }),
  )
})
