import { existsSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { securityRows } from '@/scripts/mutate/security-rows'
import { testTitles } from '@/scripts/mutate/test-titles'

const ROOT = path.resolve(import.meta.dirname, '..')
const ROWS = securityRows(ROOT)

test('every promise has one row', () => {
  const ids = ROWS.map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(150)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test.each(ROWS)('$id names a test, or says what is missing', ({ tests, proof }) => {
  expect(tests.length > 0 || /^(Missing: |See the rows of )/.test(proof), proof).toBe(true)
})

const named = ROWS.flatMap(({ id, tests }) => tests.map((one) => ({ id, ...one })))
test.each(named)('$id: $file has a test "$title"', ({ file, title }) => {
  expect(file).toMatch(/\.(test|spec)\.ts$/)
  expect(existsSync(path.join(ROOT, file)), file).toBe(true)
  expect(testTitles(path.join(ROOT, file)).filter((one) => one.includes(title))).not.toEqual([])
})
