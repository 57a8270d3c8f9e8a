import type { Env } from '@/lib/config/env'

const LOOPBACK = /^(localhost|::1|127(\.\d{1,3}){3})$/

/**
 * Where the portal listens. Without a hospital's directory it serves accounts whose password is printed on the sign-in page: then
 * on this machine alone, whatever HOST says. `narrowed` is true where HOST said otherwise.
 */
export function listenHost({ HOST, LDAP_URL }: Pick<Env, 'HOST' | 'LDAP_URL'>): {
  host: string
  narrowed: boolean
} {
  if (LDAP_URL.length > 0) return { host: HOST ?? '0.0.0.0', narrowed: false }
  const narrowed = HOST !== undefined && !LOOPBACK.test(HOST)
  return { host: HOST === undefined || narrowed ? '127.0.0.1' : HOST, narrowed }
}
