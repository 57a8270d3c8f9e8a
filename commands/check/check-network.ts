import { lookup } from 'node:dns/promises'
import { isLoopback } from '@/lib/config/settings/addresses'
import { fail, ok, type Finding } from '@/commands/check/finding'
import type { Env } from '@/lib/config/env'

const hostOf = (address: string): string => new URL(address).hostname.replace(/^\[|\]$/g, '')

async function nameFinding(host: string): Promise<Finding> {
  try {
    const found = await lookup(host, { all: true })
    const list = found.map(({ address }) => address).join(', ')
    return ok('network', 'dns', [`${host} → ${list}`, `${host} → ${list}`])
  } catch {
    return fail(
      'network',
      'dns',
      [`本机解析不到 ${host}`, `this machine finds no address of ${host}`],
      [
        '请在院内 DNS 中登记，或核对 /etc/resolv.conf 与 /etc/hosts',
        "Enter it into the hospital's DNS, or check /etc/resolv.conf and /etc/hosts",
      ],
    )
  }
}

/** Whether the names of the portal and of the directory's servers have addresses here. */
export async function checkNetwork({
  NEXTAUTH_URL,
  LDAP_URL,
}: Pick<Env, 'NEXTAUTH_URL' | 'LDAP_URL'>): Promise<Finding[]> {
  const hosts = [...new Set([NEXTAUTH_URL, ...LDAP_URL].map(hostOf))].filter((host) => !isLoopback(host))
  return Promise.all(hosts.map(nameFinding))
}
