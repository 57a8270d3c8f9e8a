import { BlockList, isIP, isIPv4, isIPv6 } from 'node:net'

/** Hops looked at from the right; a longer chain is nobody's network. */
const MOST_HOPS = 32

/** An address without zone, port and brackets, IPv4 out of its IPv6 form; null for anything else. */
function plainAddress(text: string): string | null {
  const given = text.trim().replace(/^"(.*)"$/, '$1')
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(given)?.[1]
  const withPort = /^(\d+\.\d+\.\d+\.\d+):\d{1,5}$/.exec(given)?.[1]
  const [address = ''] = (bracketed ?? withPort ?? given).split('%')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  return isIP(mapped) === 0 ? null : mapped
}

/**
 * The proxies of `TRUSTED_PROXIES`, addresses and CIDR networks separated by commas, as a BlockList; null for none. Throws
 * an Error whose message is the part that is neither.
 */
export function trustedProxies(text: string | undefined): BlockList | null {
  const parts = (text ?? '').split(',').flatMap((part) => part.trim() || [])
  if (parts.length === 0) return null
  const list = new BlockList()
  for (const part of parts) {
    const [address = '', bits, more] = part.split('/')
    const type = isIPv4(address) ? 'ipv4' : isIPv6(address) ? 'ipv6' : null
    const width = type === 'ipv4' ? 32 : 128
    const length = bits === undefined ? width : /^\d{1,3}$/.test(bits) ? Number(bits) : -1
    if (type === null || more !== undefined || length < 0 || length > width) throw new Error(part)
    list.addSubnet(address, length, type)
  }
  return list
}

/** Whether an address is one of the trusted proxies. */
export function isTrusted(address: string | undefined, trusted: BlockList | null): boolean {
  const plain = plainAddress(address ?? '')
  return plain !== null && trusted !== null && trusted.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6')
}

/** The `for` of each element of a Forwarded header (RFC 7239 §4), from left to right. */
function forwardedHops(header: string): string[] {
  const elements = header.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? []
  return elements.map((element) => /(?:^|;)\s*for=("(?:[^"\\]|\\.)*"|[^;]*)/i.exec(element)?.[1] ?? '')
}

/** The right-most hop that is no trusted proxy; a hop that is no address ends the chain at the proxy that named it. */
function lastUntrusted(hops: readonly string[], nearest: string, trusted: BlockList | null): string {
  let known = nearest
  for (const hop of hops.slice(-MOST_HOPS).reverse()) {
    const address = plainAddress(hop)
    if (address === null) return known
    known = address
    if (!isTrusted(address, trusted)) return known
  }
  return known
}

/** Where a request came from, and its headers by their names in lower case. */
interface ReceivedRequest {
  socket: string | undefined
  headers: Readonly<Record<string, string | string[] | undefined>>
}

/** A header that came more than once counts as one list (RFC 9110 §5.3). */
const joined = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header

/**
 * The address that a request counts by. From a trusted proxy: the right-most untrusted address of `Forwarded` or
 * `X-Forwarded-For`; where both are there and differ, one of them came through from the client, and the proxy's own counts.
 * From anywhere else: the socket's, whatever was sent; `unknown` for a proxy of this machine that is not trusted, which
 * must not pass for the machine itself.
 */
export function clientAddress({ socket, headers }: ReceivedRequest, trusted: BlockList | null): string {
  const nearest = plainAddress(socket ?? '')
  if (nearest === null) return 'unknown'
  const [forwarded, forwardedFor, realIp] = ['forwarded', 'x-forwarded-for', 'x-real-ip'].map((name) =>
    joined(headers[name]),
  )
  if (!isTrusted(nearest, trusted)) {
    const passedOn = [forwarded, forwardedFor, realIp].some((header) => header !== undefined)
    const here = nearest === '::1' || nearest.startsWith('127.')
    return here && passedOn ? 'unknown' : nearest
  }
  const named: string[] = []
  if (forwarded !== undefined) named.push(lastUntrusted(forwardedHops(forwarded), nearest, trusted))
  if (forwardedFor !== undefined) named.push(lastUntrusted(forwardedFor.split(','), nearest, trusted))
  const [first = nearest, second = first] = named
  return first === second ? first : nearest
}
