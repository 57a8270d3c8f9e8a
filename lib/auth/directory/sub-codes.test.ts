import { expect, test } from 'vitest'
import { refusalOf, toldCode } from '@/lib/auth/directory/sub-codes'

const message = (code: string) =>
  `80090308: LdapErr: DSID-0C090449, comment: AcceptSecurityContext error, data ${code}, v4563 Code: 0x31`

test.each([
  ['525', 'no_user', 'invalid_credentials'],
  ['52e', 'bad_password', 'invalid_credentials'],
  ['52E', 'bad_password', 'invalid_credentials'],
  ['530', 'hours', 'sign_in_hours'],
  ['531', 'workstation', 'sign_in_workstation'],
  ['532', 'password_expired', 'password_expired'],
  ['533', 'disabled', 'account_disabled'],
  ['701', 'account_expired', 'account_expired'],
  ['773', 'must_change', 'password_must_change'],
  ['775', 'locked', 'invalid_credentials'],
  ['999', 'bad_password', 'invalid_credentials'],
])('sub-code %s is %s and the person is told %s', (code, refusal, told) => {
  expect(refusalOf(message(code))).toBe(refusal)
  expect(toldCode(refusal)).toBe(told)
})

test('a message without a sub-code is a wrong password', () => {
  expect(refusalOf('Invalid credentials Code: 0x31')).toBe('bad_password')
})
