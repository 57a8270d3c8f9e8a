import { expect, test } from 'vitest'
import { clientAddress, trustedProxies } from '@/lib/config/client-address'

const PROXIES = '10.0.0.0/24, 192.168.1.1, 2001:db8:ffff::/48'

test.each([
  ['nobody forwards', '10.1.1.1', {}, '10.1.1.1'],
  ['an IPv4 address in IPv6 form', '::ffff:10.1.1.1', {}, '10.1.1.1'],
  ['a liar that is no proxy', '10.1.1.1', { 'x-forwarded-for': '1.2.3.4' }, '10.1.1.1'],
  ['a liar with the other header', '10.1.1.1', { forwarded: 'for=1.2.3.4' }, '10.1.1.1'],
  ['a proxy that says nothing', '10.0.0.5', {}, '10.0.0.5'],
  ['one proxy', '10.0.0.5', { 'x-forwarded-for': '10.9.9.9' }, '10.9.9.9'],
  ['one proxy in IPv6 form', '::ffff:10.0.0.5', { 'x-forwarded-for': '10.9.9.9' }, '10.9.9.9'],
  ['a client that lies to the proxy', '10.0.0.5', { 'x-forwarded-for': '1.1.1.1, 10.9.9.9' }, '10.9.9.9'],
  ['two proxies', '10.0.0.5', { 'x-forwarded-for': '1.1.1.1, 10.9.9.9, 192.168.1.1' }, '10.9.9.9'],
  ['nothing but proxies', '10.0.0.5', { 'x-forwarded-for': '10.0.0.7, 10.0.0.6' }, '10.0.0.7'],
  ['a port after the address', '10.0.0.5', { 'x-forwarded-for': '10.9.9.9:51234' }, '10.9.9.9'],
  ['IPv6 with a port', '10.0.0.5', { 'x-forwarded-for': '[2001:db8::7]:443' }, '2001:db8::7'],
  ['an IPv6 proxy', '2001:db8:ffff::1', { 'x-forwarded-for': '2001:db8::7' }, '2001:db8::7'],
  ['a word for an address', '10.0.0.5', { 'x-forwarded-for': '1.1.1.1, unknown, 10.0.0.6' }, '10.0.0.6'],
  ['Forwarded', '10.0.0.5', { forwarded: 'for=192.0.2.60;proto=https;by=10.0.0.5' }, '192.0.2.60'],
  [
    'Forwarded with quotes',
    '10.0.0.5',
    { forwarded: 'for=1.1.1.1, For="[2001:db8::7]:4711"' },
    '2001:db8::7',
  ],
  ['Forwarded with a comma in quotes', '10.0.0.5', { forwarded: 'for="_a,b", for=10.9.9.9' }, '10.9.9.9'],
  ['both that agree', '10.0.0.5', { forwarded: 'for=10.9.9.9', 'x-forwarded-for': '10.9.9.9' }, '10.9.9.9'],
  ['both that differ', '10.0.0.5', { forwarded: 'for=1.1.1.1', 'x-forwarded-for': '10.9.9.9' }, '10.0.0.5'],
  ['a proxy of this machine, not trusted', '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' }, 'unknown'],
  ['this machine itself', '::1', {}, '::1'],
  ['a socket that is gone', undefined, {}, 'unknown'],
])('%s: %s with %j counts as %s', (_, socket, headers, address) => {
  expect(clientAddress({ socket, headers }, trustedProxies(PROXIES))).toBe(address)
})

test('without trusted proxies the socket counts', () => {
  const headers = { 'x-forwarded-for': '1.2.3.4' }
  expect(clientAddress({ socket: '10.0.0.5', headers }, trustedProxies(''))).toBe('10.0.0.5')
})

test.each(['10.0.0.0/33', 'proxy.hospital', '10.0.0.0/8/8', '2001:db8::/129', '10.0.0/8', '10.0.0.1/x'])(
  '%s is refused by its own name',
  (part) => {
    expect(() => trustedProxies(`10.0.0.1, ${part}`)).toThrow(new Error(part))
  },
)
