import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { writtenDates } from './written-dates'

const AT = new Date('2026-11-28T08:36:09Z')
const [zh, en] = [writtenDates('zh-CN', 'Asia/Shanghai'), writtenDates('en', 'Asia/Shanghai')]

test('a date has one form in each language, which is one day everywhere, and hours go to 24', () => {
  for (const dateStyle of ['short', 'medium'] as const) {
    expect(zh.dateTime(AT, { dateStyle })).toBe('2026-11-28')
    expect(zh.dateTime(AT, { dateStyle, timeStyle: 'short' })).toBe('2026-11-28 16:36')
    expect(en.dateTime(AT, { dateStyle })).toBe('28 Nov 2026')
    expect(en.dateTime(AT, { dateStyle, timeStyle: 'medium' })).toBe('28 Nov 2026, 16:36:09')
  }
  expect(zh.dateTime(AT, { timeStyle: 'short' })).toBe('16:36')
  expect(en.dateTime(AT, { timeStyle: 'short' })).toBe('16:36')
})

test('in full it is in words; numbers are as ever', () => {
  expect(zh.dateTime(AT, { dateStyle: 'long' })).toBe('2026年11月28日')
  expect(en.dateTime(AT, { dateStyle: 'long' })).toBe('28 November 2026')
  expect(en.number(1234.5)).toBe('1,234.5')
  expect(zh.relativeTime(AT, new Date('2026-11-28T09:36:09Z'))).toBe('1小时前')
})

test('no page writes dates in another way', () => {
  const root = path.resolve(import.meta.dirname, '../..')
  const files = globSync('app/**/*.{ts,tsx}', { cwd: root }).filter((file) => !file.includes('.test.'))
  const own = files.filter((file) =>
    /import \{[^}]*\b(?:useFormatter|getFormatter)\b[^}]*\} from 'next-intl/.test(
      readFileSync(path.join(root, file), 'utf8'),
    ),
  )
  expect(own).toEqual([])
})

test('a moment that is asked for in full has the form that it has in a list', () => {
  expect(zh.dateTime(AT, { dateStyle: 'long', timeStyle: 'medium' })).toBe('2026-11-28 16:36:09')
  expect(en.dateTime(AT, { dateStyle: 'long', timeStyle: 'medium' })).toBe('28 Nov 2026, 16:36:09')
})
