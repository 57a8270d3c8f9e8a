import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'

export interface FaultyServer {
  url: string
  /** Everything it was sent. */
  received: Buffer[]
  sockets: ReadonlySet<net.Socket>
  close: () => void
}

/** A server that a real one cannot be made to be: silent, or speaking one byte a second, or ending StartTLS half-way. */
export async function faultyServer(
  talk: (socket: net.Socket) => void,
  host = '127.0.0.1',
): Promise<FaultyServer> {
  const sockets = new Set<net.Socket>()
  const received: Buffer[] = []
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => received.push(bytes))
    talk(socket)
  })
  server.listen(0, host)
  await once(server, 'listening')
  const close = (): void => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  const name = host === '127.0.0.1' ? 'localhost' : host
  return { url: `ldap://${name}:${(server.address() as AddressInfo).port}`, received, sockets, close }
}
