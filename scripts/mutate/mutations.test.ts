import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { securityRows } from '@/scripts/mutate/security-rows'
import { testTitles } from '@/scripts/mutate/test-titles'

const ROOT = path.resolve(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8')

interface Mutation {
  id: string
  /** What the mutation does to the promise, in words. */
  breaks: string
  file: string
  find: string
  replace: string
  test: { file: string; title: string }
  fixed?: boolean
}
const { mutations, withoutMutation } = JSON.parse(read('scripts/mutate/mutations.json')) as {
  mutations: Mutation[]
  /** Promises that no mutation breaks, each with the reason. */
  withoutMutation: Record<string, string>
}
const rows = new Map(securityRows(ROOT).map((row) => [row.id, row]))

test.each(mutations)('$id, $breaks: its code is there once', ({ file, find, replace }) => {
  expect(existsSync(path.join(ROOT, file)), file).toBe(true)
  expect(read(file).split(find).length - 1).toBe(1)
  expect(replace).not.toBe(find)
})

test.each(mutations)('$id, $breaks: its test is one that the row names', ({ id, test: { file, title } }) => {
  const named =
    rows
      .get(id)
      ?.tests.filter((one) => one.file === file)
      .map((one) => one.title) ?? []
  const titles = testTitles(path.join(ROOT, file)).filter((one) => one.includes(title))
  expect(titles).not.toEqual([])
  // The row may say less of the title, or more of it, and still mean this test.
  expect(named.some((one) => titles.some((full) => full.includes(one)))).toBe(true)
})

test('every promise and requirement is broken by a mutation, or says why none does', () => {
  const broken = new Set(mutations.map(({ id }) => id))
  const unbroken = [...rows.keys()].filter((id) => /^(P|SR)-/.test(id) && !broken.has(id))
  expect(Object.keys(withoutMutation).sort()).toEqual(unbroken.sort())
  expect(Object.values(withoutMutation).filter((reason) => reason.length < 20)).toEqual([])
})

test('ten mutations run with every test, none of which needs a build', () => {
  const fixed = mutations.filter(({ fixed }) => fixed)
  expect(fixed).toHaveLength(10)
  expect(fixed.filter(({ test: { file } }) => /^e2e\/|\.integration\.test\.ts$/.test(file))).toEqual([])
})
