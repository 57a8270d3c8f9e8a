import 'server-only'
import { env } from '@/lib/config/env'
import { processSingleton } from '@/lib/shared/process-singleton'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A refusal to speak to the directory at all; the name goes to the log, the user sees `directory_unavailable`. */
export class DirectoryConfigurationError extends Error {
  override readonly name = 'DirectoryConfigurationError'
}

const lastGood = (): { href: string | null } =>
  processSingleton('directory-last-good', () => ({ href: null }))

/**
 * The directory servers in the order to try them, the last one that answered first. Throws DirectoryConfigurationError
 * without any, and for a server elsewhere that would get passwords in the clear.
 */
export function directoryServers(): URL[] {
  const servers = env().LDAP_URL.map((address) => new URL(address))
  if (servers.length === 0) throw new DirectoryConfigurationError('no directory is configured')
  const clear = servers.find(({ protocol, hostname }) => protocol === 'ldap:' && !LOOPBACK.has(hostname))
  if (clear && !env().LDAP_STARTTLS) {
    throw new DirectoryConfigurationError('plain ldap is allowed to this machine only')
  }
  const { href } = lastGood()
  return servers.sort((a, b) => Number(b.href === href) - Number(a.href === href))
}

/** Remembers the server that answered, so that the next sign-in does not wait for one that is down. */
export function rememberGood(server: URL): void {
  lastGood().href = server.href
}
