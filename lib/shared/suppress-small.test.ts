import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partMayBeShown, rounded, suppressedKeys, type Cell } from '@/lib/shared/suppress-small'

const cell = (doctors: string, questions = doctors.length * 10): Cell => ({
  questions,
  doctors: new Set(doctors),
})

test.each<[string, Record<string, Cell>, string[]]>([
  ['nothing small', { a: cell('vwxyz'), b: cell('stuvwxyz') }, []],
  ['two small of different doctors', { a: cell('a'), b: cell('bcde'), c: cell('vwxyz') }, ['a', 'b']],
  [
    'two small of the same doctor take another',
    { a: cell('a'), b: cell('a'), c: cell('vwxyz') },
    ['a', 'b', 'c'],
  ],
  ['one small takes the next', { a: cell('a'), b: cell('qrstuvwxyz'), c: cell('uvwxyz') }, ['a', 'c']],
  ['one small and no other', { a: cell('abcd') }, ['a']],
  ['nobody at all', {}, []],
])('%s', (_, cells, hidden) => {
  expect([...suppressedKeys(new Map(Object.entries(cells)), 5)].sort()).toEqual(hidden)
})

test('no difference between a total and the shown cells comes from fewer doctors than allowed', () => {
  const doctors = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 })
  fc.assert(
    fc.property(fc.array(doctors, { maxLength: 12 }), fc.integer({ min: 2, max: 6 }), (tables, smallest) => {
      const cells = new Map(
        tables.map((ids, key) => [key, { questions: ids.length, doctors: new Set(ids.map(String)) }]),
      )
      const hidden = suppressedKeys(cells, smallest)
      const all = new Set([...cells.values()].flatMap((one) => [...one.doctors]))
      const behind = new Set([...hidden].flatMap((key) => [...(cells.get(key)?.doctors ?? [])]))
      for (const [key, one] of cells) if (one.doctors.size < smallest) expect(hidden.has(key)).toBe(true)
      if (hidden.size > 0 && all.size >= smallest) expect(behind.size).toBeGreaterThanOrEqual(smallest)
    }),
  )
})

test.each([
  ['a part of few', cell('ab'), cell('qrstuvwxyz'), false],
  ['a rest of few', cell('qrstuvwxyz'), cell('ab'), false],
  ['nobody in the part', cell(''), cell('vwxyz'), true],
  ['enough on both sides', cell('vwxyz'), cell('vwxyz'), true],
])('%s', (_, part, rest, shown) => {
  expect(partMayBeShown(part, rest, 5)).toBe(shown)
})

test('counts are rounded to five', () => {
  expect([0, 2, 3, 7, 8, 12.5].map(rounded)).toEqual([0, 0, 5, 5, 10, 15])
})
