import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server, Socket } from 'node:net'

/** Connections of one address, and of all: a browser opens six at most, and a ward's PCs share no address. */
const PER_ADDRESS = 128
const IN_ALL = 1000

interface Connection {
  socket: Socket
  /** Requests at work. */
  busy: number
}

const keyOf = ({ remoteAddress = '', remotePort = 0 }: Socket): string => `${remoteAddress}|${remotePort}`

interface Limits {
  perAddress?: number
  inAll?: number
  isProxy?: (address: string | undefined) => boolean
}

/**
 * Bounds how many connections one address holds, and all together, so that nobody fills the portal: where there are too
 * many, the oldest that waits for nothing is closed, else the new one is. A trusted proxy speaks for many and has no
 * bound of its own; what comes through it counts by `admit`.
 */
export class ConnectionLimits {
  readonly #live = new Map<string, Connection>()
  readonly #byAddress = new Map<string, Map<string, Connection>>()
  readonly #requests = new Map<string, number>()
  readonly #perAddress: number
  readonly #inAll: number
  readonly #isProxy: (address: string | undefined) => boolean

  constructor({ perAddress = PER_ADDRESS, inAll = IN_ALL, isProxy = () => false }: Limits = {}) {
    this.#perAddress = perAddress
    this.#inAll = inAll
    this.#isProxy = isProxy
  }

  /** Counts the connections of a server, those included that never finish a handshake or a request. */
  watch(server: Server): void {
    server.on('connection', (socket: Socket) => this.#take(socket))
  }

  #take(socket: Socket): void {
    const key = keyOf(socket)
    const address = socket.remoteAddress ?? 'unknown'
    const own = this.#byAddress.get(address) ?? new Map<string, Connection>()
    const full = own.size >= this.#perAddress && !this.#isProxy(address)
    const noRoom = (): boolean => this.#live.size >= this.#inAll && !this.#closeIdle(this.#largest())
    if ((full && !this.#closeIdle(own)) || noRoom()) {
      socket.destroy()
      return
    }
    const one = { socket, busy: 0 }
    own.set(key, one)
    this.#byAddress.set(address, own)
    this.#live.set(key, one)
    socket.once('close', () => this.#forget(address, key))
  }

  #forget(address: string, key: string): void {
    this.#live.delete(key)
    const own = this.#byAddress.get(address)
    own?.delete(key)
    if (own?.size === 0) this.#byAddress.delete(address)
  }

  /** Closes the oldest connection without a request at work. Returns false when there is none. */
  #closeIdle(own: Map<string, Connection>): boolean {
    for (const [key, { socket, busy }] of own) {
      if (busy > 0) continue
      this.#forget(socket.remoteAddress ?? 'unknown', key)
      own.delete(key)
      socket.destroy()
      return true
    }
    return false
  }

  #largest(): Map<string, Connection> {
    let largest = new Map<string, Connection>()
    for (const own of this.#byAddress.values()) if (own.size > largest.size) largest = own
    return largest
  }

  /**
   * Counts a request at work until its answer is closed. Returns false when the address, which a proxy named, has too
   * many already: then it is to be refused.
   */
  admit(request: IncomingMessage, response: ServerResponse, address: string): boolean {
    const one = this.#live.get(keyOf(request.socket))
    const proxied = this.#isProxy(request.socket.remoteAddress)
    const running = this.#requests.get(address) ?? 0
    if (proxied && running >= this.#perAddress) return false
    if (one) one.busy += 1
    this.#requests.set(address, running + 1)
    response.once('close', () => {
      if (one) one.busy -= 1
      const left = (this.#requests.get(address) ?? 1) - 1
      if (left > 0) this.#requests.set(address, left)
      else this.#requests.delete(address)
    })
    return true
  }
}
