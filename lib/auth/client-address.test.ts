import { expect, test } from 'vitest'
import { addressKey } from '@/lib/auth/client-address'

test.each([
  ['10.1.2.3', '10.1.2.3'],
  ['::ffff:10.1.2.3', '10.1.2.3'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0db8:1:2::9', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['not an address', 'unknown'],
  [null, 'unknown'],
])('%j counts as %s', (address, key) => {
  expect(addressKey(address)).toBe(key)
})
