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

/** Counts what the process itself opened: neither served on `ownPort` nor to this machine, the directory apart. */
export function countOutbound(
  connections: readonly Connection[],
  { ownPort, directoryPorts }: { ownPort: number; directoryPorts: readonly number[] },
): { outboundConnections: number; directoryConnections: number } {
  const opened = connections.filter(({ localPort }) => localPort !== ownPort)
  const directory = opened.filter(({ remotePort }) => directoryPorts.includes(remotePort))
  const others = opened.filter((connection) => !directory.includes(connection))
  return {
    outboundConnections: others.filter(({ remoteAddress }) => !isLoopback(remoteAddress)).length,
    directoryConnections: directory.length,
  }
}
