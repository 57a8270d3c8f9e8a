import { expect, test } from 'vitest'
import '@/boot/features'
import { AUDIT_EVENT_NAMES } from '@/boot/features.server'
import { allPermissions } from '@/lib/feature/installed'
import { MESSAGES } from './catalogue'

type Tree = { [key: string]: string | Tree }

function leaves(tree: Tree, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : leaves(value, `${path}${key}.`),
  )
}
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)/g)].map((match) => match[1]).sort()

const zh = new Map(leaves(MESSAGES['zh-CN']))
const en = new Map(leaves(MESSAGES.en))

test('both languages have the same texts, none of them empty', () => {
  expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
  for (const [key, text] of [...zh, ...en]) expect(text.trim(), key).not.toBe('')
})

test.each([...zh])('%s takes the same values in both languages', (key, text) => {
  // A plural writes its number as # inside further braces; only the outer names count.
  const names = (value: string) =>
    new Set(placeholders(value.replace(/\{#[^}]*\}|(one|other) \{[^}]*\}/g, '')))
  expect(names(en.get(key) ?? '')).toEqual(names(text))
})

test('no Chinese is left in the English texts but the name of the language', () => {
  const chinese = [...en].filter(
    ([key, text]) => /\p{Script=Han}/u.test(text) && key !== 'portal.otherLanguage',
  )
  expect(chinese).toEqual([])
})

test('every right and every event of the trail has a name', () => {
  const named = (prefix: string, id: string) => zh.has(`${prefix}.${id.replaceAll(/[:.]/g, '-')}`)
  expect(allPermissions().filter(({ id }) => !named('people.permission', id))).toEqual([])
  expect(AUDIT_EVENT_NAMES.filter((event) => !named('audit.event', event))).toEqual([])
})
