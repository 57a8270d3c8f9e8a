import { expect, test } from 'vitest'
import { bindNameOf } from '@/lib/auth/directory/bind-name'

const UPN = '{username}@hospital.internal'
const DOWN_LEVEL = 'HOSPITAL\\{username}'
const DN = 'uid={username},ou=people,dc=hospital,dc=internal'
const inDn = (value: string) => `uid=${value},ou=people,dc=hospital,dc=internal`

test.each([
  [UPN, 'ann', 'ann@hospital.internal'],
  [UPN, 'ann@other.internal', null],
  [UPN, 'other\\ann', null],
  [UPN, 'external', 'external@hospital.internal'],
  [DOWN_LEVEL, 'ann', 'HOSPITAL\\ann'],
  [DOWN_LEVEL, 'ann@other.internal', null],
  [DOWN_LEVEL, '{username}', 'HOSPITAL\\{username}'],
  [DN, 'ann', inDn('ann')],
  [DN, 'ann,ou=admins', inDn('ann\\,ou\\=admins')],
  [DN, 'a+b', inDn('a\\+b')],
  [DN, ' #a"<>;\\ ', inDn('\\ #a\\"\\<\\>\\;\\\\\\ ')],
  [DN, '#a', inDn('\\#a')],
  [DN, 'a\0', inDn('a\\00')],
  [DN, '$&', inDn('$&')],
])('%s with %j binds as %j', (template, username, name) => {
  expect(bindNameOf(template, username)).toBe(name)
})
