import 'server-only'
import { env } from '@/lib/config/env'
import { processSingleton } from '@/lib/shared/process-singleton'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A refusal to speak to the directory at all; the name goes to the log, the user sees `directory_unavailable`. */
export class DirectoryConfigurationError extends Error {
  override readonly name = 'DirectoryConfigurationError'
  constructor(
    message: string,
    readonly fault: 'settings' | 'service_account' | 'service_password' | 'ca_file' = 'settings',
  ) {
    super(message)
  }
}

/** A server as it is shown and remembered: protocol, host, and port where one was given. */
export const addressOf = (server: URL): string => `${server.protocol}//${server.host}`

const lastGood = (): { href: string | null } =>
  processSingleton('directory-last-good', () => ({ href: null }))

/** Whether a server elsewhere would get passwords in the clear. */
export function isClearElsewhere({ protocol, hostname }: URL): boolean {
  return protocol === 'ldap:' && !env().LDAP_STARTTLS && !LOOPBACK.has(hostname)
}

/** The directory servers of the configuration, in its order. */
export const configuredServers = (): URL[] => env().LDAP_URL.map((address) => new URL(address))

/**
 * The directory servers in the order to try them, the last one that answered first. Throws DirectoryConfigurationError
 * without any, and for a server elsewhere that would get passwords in the clear.
 */
export function directoryServers(): URL[] {
  const servers = configuredServers()
  if (servers.length === 0) throw new DirectoryConfigurationError('no directory is configured')
  if (servers.some(isClearElsewhere)) {
    throw new DirectoryConfigurationError('plain ldap is allowed to this machine only')
  }
  const { href } = lastGood()
  return servers.sort((a, b) => Number(b.href === href) - Number(a.href === href))
}

/** Remembers the server that answered, so that the next sign-in does not wait for one that is down. */
export function rememberGood(server: URL): void {
  lastGood().href = server.href
}
