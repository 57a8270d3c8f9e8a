import 'server-only'
import { lookup } from 'node:dns/promises'
import { readdir, readFile, readlink } from 'node:fs/promises'
import type { Status } from '@/lib/operations/contract'
import { countOutbound, parseConnections } from '@/lib/operations/parse-connections'
import { env } from '@/lib/config/env'
import { inferenceServers } from '@/lib/inference/generate'

async function socketInodes(): Promise<Set<string>> {
  const names = await readdir('/proc/self/fd')
  const links = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => '')))
  return new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []))
}

function directoryPorts(): number[] {
  return env().LDAP_URL.map((address) => {
    const { port, protocol } = new URL(address)
    return port ? Number(port) : protocol === 'ldaps:' ? 636 : 389
  })
}

/** The inference servers as `address:port`, by the addresses their names have now. */
async function inferenceAddresses(): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    inferenceServers().map(async ({ hostname, port, protocol }) => {
      const addresses = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => [])
      return addresses.map(({ address }) => `${address}:${port || (protocol === 'https:' ? 443 : 80)}`)
    }),
  )
  return new Set(found.flat())
}

/** The connections this process holds to other machines, from the kernel's tables; `unknown` where there are none. */
export async function readPrivacy(): Promise<Status['privacy']> {
  try {
    const [inodes, four, six] = await Promise.all([
      socketInodes(),
      readFile('/proc/self/net/tcp', 'utf8'),
      readFile('/proc/self/net/tcp6', 'utf8').catch(() => ''),
    ])
    const own = [...parseConnections(four), ...parseConnections(six)].filter(({ inode }) => inodes.has(inode))
    const counts = countOutbound(own, {
      ownPort: env().PORT,
      directoryPorts: directoryPorts(),
      inferenceServers: await inferenceAddresses(),
    })
    const quiet = inferenceServers().length > 0 ? 'hospital' : 'local'
    return { mode: counts.outboundConnections === 0 ? quiet : 'outbound_seen', ...counts }
  } catch {
    return { mode: 'unknown', outboundConnections: 0, directoryConnections: 0, inferenceConnections: 0 }
  }
}
