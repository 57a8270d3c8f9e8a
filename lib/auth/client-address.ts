import { isIPv4, isIPv6 } from 'node:net'

/** Header in which the server process names the address of the socket; it deletes one that a client sent. */
export const CLIENT_ADDRESS_HEADER = 'x-innerward-client'

function ipv6Network(address: string): string {
  const [head = '', tail] = (address.split('%')[0] ?? '').toLowerCase().split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0')
  const groups = (tail === undefined ? left : [...left, ...zeros, ...right]).slice(0, 4)
  return `${groups.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`
}

/** Whether a request comes from this machine itself and through no proxy; the server process names no such address else. */
export function isLoopback(address: string | null): boolean {
  return /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/i.test(address ?? '')
}

/**
 * The address a rate limit counts by: IPv4 as it is, IPv4-mapped IPv6 folded to IPv4, other IPv6 by its /64 network,
 * and `unknown` for anything else.
 */
export function addressKey(address: string | null | undefined): string {
  const given = address?.trim() ?? ''
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(given)?.[1] ?? given
  if (isIPv4(mapped)) return mapped
  return isIPv6(mapped) ? ipv6Network(mapped) : 'unknown'
}
