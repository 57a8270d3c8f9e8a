import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const FOLDER = path.resolve(import.meta.dirname, '../docs/decisions')

test('every decision stands in the index once, with a number of its own', () => {
  const files = readdirSync(FOLDER).filter((name) => name !== 'README.md')
  const index = readFileSync(path.join(FOLDER, 'README.md'), 'utf8')
  const listed = [...index.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1])
  expect(listed.sort()).toEqual(files.sort())
  const numbers = files.map((name) => name.slice(0, 4))
  expect(numbers).toEqual([...new Set(numbers)])
})
