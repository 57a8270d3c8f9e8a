import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { PAGES } from '@/boot/features'
import en from '@/messages/en/portal.json'
import zh from '@/messages/zh-CN/portal.json'

const PORTAL = path.resolve(import.meta.dirname, '../app/(portal)')
const files = globSync('**/page.tsx', { cwd: PORTAL }).sort()
const hrefOf = (file: string) => `/${path.dirname(file)}`

test('every page stands on the plate of a feature, and nothing else does', () => {
  expect(files.map(hrefOf).sort()).toEqual(PAGES.map(({ href }) => href).sort())
})

test.each(files)('%s is defined as the page at its own address', (file) => {
  const text = readFileSync(path.join(PORTAL, file), 'utf8')
  expect(text).toContain(`export default definePage('${hrefOf(file)}',`)
})

test.each(PAGES)('$href has a right that somebody holds', ({ permissions }) => {
  expect(permissions.flatMap(({ roles }) => roles)).not.toEqual([])
})

test.each([
  ['zh-CN', zh.nav],
  ['en', en.nav],
] as const)('every page of the navigation has a name in %s', (_, { label, ...names }) => {
  expect(label).not.toBe('')
  const shown = PAGES.flatMap(({ nav }) => nav ?? [])
  expect(Object.keys(names).sort()).toEqual([...shown].sort())
})
