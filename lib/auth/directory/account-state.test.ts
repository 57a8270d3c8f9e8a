import { expect, test } from 'vitest'
import { isBarred } from '@/lib/auth/directory/account-state'

const now = new Date('2026-05-01T00:00:00Z')
/** 2026-05-01T00:00:00Z in 100 ns since 1601. */
const NOW_1601 = (BigInt(now.getTime()) + 11_644_473_600_000n) * 10_000n

test.each([
  ['an account without such attributes', {}, false],
  ['a normal account', { userAccountControl: '512' }, false],
  ['a disabled account', { userAccountControl: '514' }, true],
  ['a disabled account with a password that never expires', { userAccountControl: '66050' }, true],
  ['one that never expires', { accountExpires: '0' }, false],
  ['one that never expires, the other way', { accountExpires: '9223372036854775807' }, false],
  ['one that expired this moment', { accountExpires: String(NOW_1601) }, true],
  ['one that expires in a second', { accountExpires: String(NOW_1601 + 10_000_000n) }, false],
  ['one locked for good', { pwdAccountLockedTime: '000001010000Z' }, true],
  ['one locked for a while', { pwdAccountLockedTime: '20260430235959Z' }, false],
  ['an empty attribute', { userAccountControl: [] }, false],
])('%s', (_, attributes, barred) => {
  expect(isBarred({ dn: 'cn=x', ...attributes }, now)).toBe(barred)
})
