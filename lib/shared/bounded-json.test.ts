import { expect, test } from 'vitest'
import { isBoundedJson } from '@/lib/shared/bounded-json'

const BOUNDS = { depth: 3, values: 4 }

test.each<[string, string, boolean]>([
  ['a flat object', '{"a":1,"b":"x"}', true],
  ['as deep as allowed', '[[[1]]]', true],
  ['one deeper', '[[[[1]]]]', false],
  ['brackets within a string', '"[[[[[[["', true],
  ['a quote that is escaped', '"\\"[[[[[["', true],
  ['a backslash that is escaped', '["\\\\",[[[1]]]]', false],
  ['objects and lists together', '{"a":[{"b":[1]}]}', false],
  ['as many values as allowed', '[1,2,3,4]', true],
  ['one more', '[1,2,3,4,5]', false],
  ['commas within a string', '",,,,,,,,"', true],
  ['a megabyte of [', '['.repeat(1024 * 1024), false],
  ['what is no JSON', 'x"', true],
])('%s', (_, text, bounded) => {
  expect(isBoundedJson(text, BOUNDS)).toBe(bounded)
})
