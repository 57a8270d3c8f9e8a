import { expect, test } from 'vitest'
import { canonicalUsername } from '@/lib/auth/canonical-username'

test.each([
  [' Doctor.Li ', 'doctor.li'],
  ['ＤＯＣＴＯＲ', 'doctor'],
  ['李明', '李明'],
  ['ann@h.test', 'ann@h.test'],
  ['a'.repeat(128), 'a'.repeat(128)],
])('%j is %j', (typed, name) => {
  expect(canonicalUsername(typed)).toBe(name)
})

test.each([
  '',
  '   ',
  'a'.repeat(129),
  'a\0b',
  'a\u200bb',
  'h\\ann',
  'a*',
  'a)(uid=*',
  'a,b',
  'a；：b',
  'a\u202eb',
])('%j is refused', (typed) => {
  expect(canonicalUsername(typed)).toBeNull()
})
