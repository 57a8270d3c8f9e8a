import { isIP } from 'node:net'

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]', '::1']

/** True for an address that only programs of this machine reach. */
export const isLoopback = (host: string): boolean =>
  LOOPBACK.includes(host) || (isIP(host) === 4 && host.startsWith('127.'))

/** The addresses of a list separated by commas; parts that are none are left out. */
export const addressesIn = (text = ''): URL[] =>
  text.split(',').flatMap((part) => (URL.canParse(part.trim()) ? [new URL(part.trim())] : []))
