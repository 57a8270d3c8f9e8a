import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const TEXT = readFileSync(path.join(ROOT, 'docs/security.md'), 'utf8')
const ROWS = TEXT.split('\n').flatMap((line) => {
  const [, id, promise, proof] = /^\|\s*([A-Z]+-\d+)\s*\|(.+)\|([^|]+)\|$/.exec(line) ?? []
  return id && promise && proof ? [{ id, promise: promise.trim(), proof: proof.trim() }] : []
})

/** `path › title` for each test a row names; a row that names none says in plain words what is missing. */
const proofs = ROWS.flatMap(({ id, proof }) =>
  [...proof.matchAll(/`([^`]+?) › ([^`]+)`/g)].map(([, file = '', title = '']) => ({ id, file, title })),
)

test('every promise has one row', () => {
  const ids = ROWS.map(({ id }) => id)
  expect(ids.length).toBeGreaterThan(60)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})

test.each(proofs)('$id: $file has a test "$title"', ({ file, title }) => {
  expect(existsSync(path.join(ROOT, file)), file).toBe(true)
  expect(readFileSync(path.join(ROOT, file), 'utf8')).toContain(title)
})
