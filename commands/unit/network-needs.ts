import { lookup } from 'node:dns/promises'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { isLoopback } from '@/lib/config/settings/addresses'
import type { Env } from '@/lib/config/env'
import { readEndpoints } from '@/lib/inference/remote/endpoints'

/** What the service may speak with: why, by which name, and at which addresses or networks. */
export interface NetworkNeed {
  what: 'directory' | 'engine' | 'names' | 'clients'
  name: string
  addresses: readonly string[]
}

/** The networks of hospitals (RFC 1918, RFC 4193): where users come from as long as nobody says it more closely. */
export const PRIVATE_NETWORKS = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7']

/** A name that has no address here. */
export class Unresolved extends Error {
  override readonly name = 'Unresolved'
  constructor(readonly host: string) {
    super(`${host} has no address`)
  }
}

export type Resolve = (host: string) => Promise<readonly string[]>

const addressesOf: Resolve = async (host) => {
  if (isIP(host) !== 0) return [host]
  try {
    return [...new Set((await lookup(host, { all: true })).map(({ address }) => address))].sort()
  } catch {
    throw new Unresolved(host)
  }
}

const hostOf = (address: string): string => new URL(address).hostname.replace(/^\[|\]$/g, '')

/** The servers of names in a resolv.conf. */
export const nameServers = (text: string): string[] =>
  [...text.matchAll(/^\s*nameserver\s+([^\s%]+)/gm)].map(([, address = '']) => address)

function resolvConf(): string {
  try {
    return readFileSync('/etc/resolv.conf', 'utf8')
  } catch {
    return ''
  }
}

type Settings = Pick<Env, 'LDAP_URL' | 'ENGINE' | 'ENGINE_ENDPOINTS_FILE' | 'TRUSTED_PROXIES'>

const engines = ({ ENGINE, ENGINE_ENDPOINTS_FILE }: Settings): string[] =>
  ENGINE === 'remote' && ENGINE_ENDPOINTS_FILE !== undefined
    ? readEndpoints(ENGINE_ENDPOINTS_FILE).endpoints.map(({ url }) => hostOf(url))
    : []

/**
 * Everything but this machine itself that the service speaks with, by its settings: directory, inference servers, servers of names,
 * and who comes to it: `clients`, else the trusted proxies, else the hospitals' own networks. Backups are folders, and the mirror is
 * a folder and a socket of this machine: they need no address. Throws Unresolved; an Error where the list of servers cannot be read.
 */
export async function networkNeeds(
  settings: Settings,
  clients: readonly string[],
  { resolve = addressesOf, names = resolvConf() }: { resolve?: Resolve; names?: string } = {},
): Promise<NetworkNeed[]> {
  const proxies = settings.TRUSTED_PROXIES.split(',').flatMap((part) => part.trim() || [])
  const from = [clients, proxies, PRIVATE_NETWORKS].find((list) => list.length > 0) ?? []
  const servers = [
    ...settings.LDAP_URL.map((url) => ({ what: 'directory' as const, host: hostOf(url) })),
    ...engines(settings).map((host) => ({ what: 'engine' as const, host })),
  ].filter(({ host }) => !isLoopback(host))
  const needs: NetworkNeed[] = []
  for (const { what, host } of servers) needs.push({ what, name: host, addresses: await resolve(host) })
  const asked = nameServers(names).filter((address) => !isLoopback(address))
  if (asked.length > 0) needs.push({ what: 'names', name: '/etc/resolv.conf', addresses: asked })
  needs.push({ what: 'clients', name: '', addresses: from })
  return needs
}
