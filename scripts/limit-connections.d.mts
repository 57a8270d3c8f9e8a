import type { IncomingMessage, Server, ServerResponse } from 'node:http'

export class ConnectionLimits {
  constructor(options?: {
    perAddress?: number
    inAll?: number
    isProxy?: (address: string | undefined) => boolean
  })
  watch(server: Server): void
  admit(request: IncomingMessage, response: ServerResponse, address: string): boolean
}
