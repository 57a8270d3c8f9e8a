import { expect, test } from 'vitest'
import { readDay, showDay } from './typed-day'

test.each([
  '2026-11-28',
  '2026/11/28',
  '2026.11.28',
  '2026年11月28日',
  '２０２６年１１月２８日',
  '20261128',
  '28 Nov 2026',
  '28 November 2026',
  '28nov2026',
  '28-Nov-2026',
  ' nov 28, 2026 ',
])('%s is the 28th of November', (typed) => {
  expect(readDay(typed)).toBe('2026-11-28')
})

test.each([
  '',
  '2026',
  '2026-02-30',
  '11/28/26',
  '28/11/2026',
  '28 Nox 2026',
  '2026-13-01',
  'tomorrow',
  '0 May 2026',
])('%j is no day', (typed) => {
  expect(readDay(typed)).toBeNull()
})

test('a leap day is taken in its year only', () => {
  expect([readDay('29 Feb 2028'), readDay('29 Feb 2026')]).toEqual(['2028-02-29', null])
})

test('what is shown can be typed again', () => {
  for (const locale of ['zh-CN', 'en'] as const) {
    for (let month = 1; month <= 12; month++) {
      const day = `2026-${String(month).padStart(2, '0')}-05`
      expect(readDay(showDay(day, locale))).toBe(day)
    }
  }
  expect(showDay('2026-11-28', 'en')).toBe('28 Nov 2026')
  expect(showDay('2026-11-28', 'zh-CN')).toBe('2026-11-28')
})
