import { expect, test } from 'vitest'
import { previousPeriod, resolvePeriods } from '@/lib/usage/resolve-period'

const today = '2026-03-18'
const resolve = (query: object, wholeMonths = false) =>
  resolvePeriods({ compare: 'none', ...query }, { today, wholeMonths }).period

test.each([
  ['seven days', '2026-03-08', '2026-03-14', '2026-03-01', '2026-03-07'],
  ['one day over new year', '2026-01-01', '2026-01-01', '2025-12-31', '2025-12-31'],
  ['a month after a shorter one', '2026-03-01', '2026-03-31', '2026-02-01', '2026-02-28'],
  ['a leap February', '2028-03-01', '2028-03-31', '2028-02-01', '2028-02-29'],
  ['a quarter', '2026-01-01', '2026-03-31', '2025-10-01', '2025-12-31'],
  ['a year', '2026-01-01', '2026-12-31', '2025-01-01', '2025-12-31'],
])('the period before %s', (_, from, to, before, until) => {
  expect(previousPeriod({ from, to })).toEqual({ from: before, to: until })
})

test('without a choice it is the last four weeks', () => {
  expect(resolve({})).toEqual({ from: '2026-02-19', to: today })
})

test.each([
  ['nothing chosen', {}, '2026-02-01', '2026-02-28'],
  ['some days of a month', { from: '2026-01-10', to: '2026-01-12' }, '2026-01-01', '2026-01-31'],
  ['a month that is not over', { from: '2026-03-01', to: '2026-03-31' }, '2026-02-01', '2026-02-28'],
  ['from a past month into this one', { from: '2025-12-31', to: today }, '2025-12-01', '2026-02-28'],
])('whole months: %s', (_, query, from, to) => {
  expect(resolve(query, true)).toEqual({ from, to })
})

test.each([
  ['reversed', { from: '2026-03-02', to: '2026-03-01' }],
  ['longer than three years', { from: '2020-01-01', to: '2026-03-01' }],
  ['a chosen comparison without its days', { compare: 'chosen', compareFrom: '2026-01-01' }],
])('refused: %s', (_, query) => {
  expect(() => resolve(query)).toThrow('invalid_input')
})

test('a chosen comparison is widened like the period itself', () => {
  const query = { compare: 'chosen' as const, compareFrom: '2025-05-05', compareTo: '2025-06-06' }
  expect(resolvePeriods(query, { today, wholeMonths: true }).comparison).toEqual({
    from: '2025-05-01',
    to: '2025-06-30',
  })
})
