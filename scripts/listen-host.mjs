const LOOPBACK = /^(localhost|::1|127(\.\d{1,3}){3})$/

/**
 * Where the portal listens. Without a hospital's directory it serves accounts whose password is printed on the sign-in page: then
 * on this machine alone, whatever HOST says. `narrowed` is true where HOST said otherwise.
 */
export function listenHost({ HOST, LDAP_URL }) {
  if (LDAP_URL) return { host: HOST || '0.0.0.0', narrowed: false }
  const narrowed = Boolean(HOST) && !LOOPBACK.test(HOST)
  return { host: !HOST || narrowed ? '127.0.0.1' : HOST, narrowed }
}
