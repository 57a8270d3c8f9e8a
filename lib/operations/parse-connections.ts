import type { Status } from '@/lib/operations/contract'

const ESTABLISHED = '01'

/** One established TCP connection of the machine as /proc/net/tcp tells it. Addresses are its upper-case hex. */
export interface Connection {
  localPort: number
  remoteAddress: string
  remotePort: number
  inode: string
}

/** Established connections in the text of /proc/net/tcp or tcp6 (Linux, Documentation/networking/proc_net_tcp). */
export function parseConnections(text: string): Connection[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local, remote, state, , , , , , inode] = line.trim().split(/\s+/)
      const localPort = local?.split(':')[1]
      const [remoteAddress, remotePort] = remote?.split(':') ?? []
      if (state !== ESTABLISHED || !localPort || !remoteAddress || !remotePort || !inode) return []
      return [
        {
          localPort: parseInt(localPort, 16),
          remoteAddress,
          remotePort: parseInt(remotePort, 16),
          inode,
        },
      ]
    })
}

/** True for 127.0.0.0/8, ::1 and ::ffff:127.0.0.0/104 in the kernel's little-endian words. */
export function isLoopback(address: string): boolean {
  if (address.length === 8) return address.endsWith('7F')
  if (address === '00000000000000000000000001000000') return true
  return address.startsWith('0000000000000000FFFF0000') && address.endsWith('7F')
}

/** An IPv4 address, plain or mapped into IPv6, in dots; any other address as the kernel wrote it. */
export function readableAddress(address: string): string {
  const mapped = address.startsWith('0000000000000000FFFF0000')
  const word = mapped ? address.slice(24) : address
  if (word.length !== 8) return address
  const bytes = word.match(/../g) ?? []
  return bytes
    .reverse()
    .map((byte) => String(parseInt(byte, 16)))
    .join('.')
}

/**
 * Counts what the process itself opened: neither served on `ownPort` nor to this machine, the directory and the
 * inference servers, `address:port` each, apart.
 */
export function countOutbound(
  connections: readonly Connection[],
  own: { ownPort: number; directoryPorts: readonly number[]; inferenceServers: ReadonlySet<string> },
): Pick<Status['privacy'], 'outboundConnections' | 'directoryConnections' | 'inferenceConnections'> {
  const opened = connections.filter(({ localPort }) => localPort !== own.ownPort)
  const inference = opened.filter(({ remoteAddress, remotePort }) =>
    own.inferenceServers.has(`${readableAddress(remoteAddress)}:${remotePort}`),
  )
  const rest = opened.filter((connection) => !inference.includes(connection))
  const directory = rest.filter(({ remotePort }) => own.directoryPorts.includes(remotePort))
  const others = rest.filter((connection) => !directory.includes(connection))
  return {
    outboundConnections: others.filter(({ remoteAddress }) => !isLoopback(remoteAddress)).length,
    directoryConnections: directory.length,
    inferenceConnections: inference.length,
  }
}
