import 'server-only'
import { chooseEndpoint, type EndpointLoad } from '@/lib/inference/remote/choose-endpoint'
import { EndpointConnection, EndpointError } from '@/lib/inference/remote/endpoint-connection'
import type { PromptFormat } from '@/lib/inference/engine/prompt/prompt-format'
import type { Endpoint } from '@/lib/inference/remote/endpoints'
import { speaksFormat } from '@/lib/inference/remote/token-count'
import { logger } from '@/lib/logging/logger'

const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 60_000
/** A server that answered nothing for this long is asked for one token: it may be wedged while its port is open. */
const IDLE_CHECK_MS = 30_000
const CHECK_DEADLINE_MS = 15_000

interface Place {
  conversationId: string | null
  lastUsed: number
  taken: boolean
}

interface Server {
  connection: EndpointConnection
  up: boolean
  failures: number
  retryAt: number
  lastAnswer: number
  places: Place[]
}

/** A place of one server that a run holds until it gives it back. */
export interface Lease {
  connection: EndpointConnection
  /** Number of the place on its server, from 0. */
  place: number
  /** True when the place last served another conversation: nothing of its cache may be reused. */
  fresh: boolean
}

const running = ({ places }: Server): number => places.filter(({ taken }) => taken).length

/** The servers, which of them are up, and who holds which place. */
export class EndpointPool {
  private readonly servers: readonly Server[]
  private clock = 0

  /** `format`: what every server must speak to be used. */
  constructor(
    endpoints: readonly Endpoint[],
    private readonly format: PromptFormat,
  ) {
    this.servers = endpoints.map((endpoint) => ({
      connection: new EndpointConnection(endpoint),
      up: false,
      failures: 0,
      retryAt: 0,
      lastAnswer: 0,
      places: Array.from({ length: endpoint.maxConcurrent }, () => ({
        conversationId: null,
        lastUsed: 0,
        taken: false,
      })),
    }))
  }

  get size(): number {
    return this.servers.reduce((sum, { places }) => sum + places.length, 0)
  }

  /** One row a server for status and metrics. */
  loads(): EndpointLoad[] {
    return this.servers.map((server) => ({
      id: server.connection.endpoint.id,
      up: server.up,
      running: running(server),
      maxConcurrent: server.places.length,
    }))
  }

  /** A server to ask about tokens; null when all are down. */
  anyUp(): EndpointConnection | null {
    return this.servers.find(({ up }) => up)?.connection ?? null
  }

  /** A place for the conversation, on the server that knows it if that is up; null when no server is. */
  lease(conversationId: string, except?: ReadonlySet<string>): Lease | null {
    const knows = this.servers.find(({ places }) =>
      places.some((place) => place.conversationId === conversationId),
    )
    const sticky = knows?.connection.endpoint.id ?? null
    const chosen = chooseEndpoint(this.loads(), except ? { sticky, except } : { sticky })
    const server = this.servers.find(({ connection }) => connection.endpoint.id === chosen)
    if (!server) return null
    const free = server.places.map((place, number) => ({ place, number })).filter(({ place }) => !place.taken)
    free.sort((a, b) => a.place.lastUsed - b.place.lastUsed)
    const found = free.find(({ place }) => place.conversationId === conversationId) ?? free[0]
    if (!found) return null
    const fresh = found.place.conversationId !== conversationId
    Object.assign(found.place, { taken: true, conversationId, lastUsed: (this.clock += 1) })
    return { connection: server.connection, place: found.number, fresh }
  }

  /** Gives a place back. `failure` takes the server out of use until it has answered again. */
  give({ connection, place: number }: Lease, failure: EndpointError | null): void {
    const server = this.servers.find((candidate) => candidate.connection === connection)
    const place = server?.places[number]
    if (!server || !place) return
    place.taken = false
    if (failure) {
      place.conversationId = null
      this.down(server, failure)
    } else server.lastAnswer = Date.now()
  }

  /** The next question of the conversation finds no place that knows it. */
  forget(conversationId: string): void {
    for (const { places } of this.servers) {
      for (const place of places) if (place.conversationId === conversationId) place.conversationId = null
    }
  }

  /** Asks each server that is down and due, or idle, for one token. Never throws. */
  async check(now = Date.now()): Promise<void> {
    const due = this.servers.filter((server) =>
      server.up ? running(server) === 0 && now - server.lastAnswer > IDLE_CHECK_MS : now >= server.retryAt,
    )
    await Promise.all(due.map((server) => this.checkOne(server)))
  }

  private async checkOne(server: Server): Promise<void> {
    try {
      const signal = AbortSignal.timeout(CHECK_DEADLINE_MS)
      const pieces = server.connection.complete({ prompt: 'a', max_tokens: 1, temperature: 0 }, signal)
      await Array.fromAsync(pieces)
      if (!server.up && !(await speaksFormat(server.connection, this.format))) {
        logger.error('inference server does not speak the prompt format', {
          endpoint: server.connection.endpoint.id,
        })
        throw new EndpointError(0)
      }
      if (!server.up) logger.info('inference server is up', { endpoint: server.connection.endpoint.id })
      Object.assign(server, { up: true, failures: 0, lastAnswer: Date.now() })
    } catch (error) {
      this.down(server, error instanceof EndpointError ? error : new EndpointError(0, { cause: error }))
    }
  }

  private down(server: Server, { status }: EndpointError): void {
    if (server.up || server.failures === 0) {
      logger.warn('inference server is down', {
        endpoint: server.connection.endpoint.id,
        code: String(status),
      })
    }
    server.up = false
    server.retryAt = Date.now() + Math.min(FIRST_RETRY_MS * 2 ** server.failures, LONGEST_RETRY_MS)
    server.failures += 1
    // What the server had read may be gone with it.
    for (const place of server.places) if (!place.taken) place.conversationId = null
  }

  close(): void {
    for (const { connection } of this.servers) connection.close()
  }
}
