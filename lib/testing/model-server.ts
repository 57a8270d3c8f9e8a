import { createHash } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

interface Served {
  /** How the server treats the request: as it should, or with one of the faults that happen. */
  mode?: 'good' | 'ignores-range' | 'refuses-range' | 'other-range' | 'absent' | 'silent' | 'hangs'
  /** Bytes after which the connection of each answer is cut. */
  cutAfter?: number
  /** Bytes after which each answer goes on no further, with the connection left open. */
  holdAfter?: number
  etag?: string
}

/** A real HTTP server on loopback that gives files by name, with Range, If-Range and ETag (RFC 9110), and can fail. */
export class ModelServer {
  readonly requests: {
    url: string
    range: string | undefined
    ifRange: string | undefined
    status: number
  }[] = []
  readonly #server: http.Server
  readonly #files: Record<string, Buffer>
  faults: Served = {}

  private constructor(files: Record<string, Buffer>) {
    this.#files = files
    this.#server = http.createServer((request, response) => this.#answer(request, response))
  }

  static async start(files: Record<string, Buffer>): Promise<ModelServer> {
    const server = new ModelServer(files)
    server.#server.listen(0, '127.0.0.1')
    await once(server.#server, 'listening')
    return server
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  #answer(request: http.IncomingMessage, response: http.ServerResponse) {
    const { mode = 'good', cutAfter, holdAfter } = this.faults
    const file = this.#files[new URL(request.url ?? '', this.url).pathname.slice(1)]
    if (mode === 'hangs') return
    const { range, 'if-range': condition } = request.headers
    const note = (status: number) =>
      this.requests.push({ url: request.url ?? '', range, ifRange: condition as string | undefined, status })
    if (file === undefined || mode === 'absent') {
      note(404)
      response.writeHead(404).end('none')
      return
    }
    const etag = this.faults.etag ?? `"${createHash('sha256').update(file).digest('hex').slice(0, 16)}"`
    const asked = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0)
    const partial = asked > 0 && mode !== 'ignores-range' && (condition === undefined || condition === etag)
    if (asked > 0 && mode === 'refuses-range') {
      note(416)
      response.writeHead(416).end()
      return
    }
    const from = partial ? asked : 0
    const body = file.subarray(from)
    note(partial ? 206 : 200)
    const first = mode === 'other-range' ? 1 : from
    response.writeHead(partial ? 206 : 200, {
      ETag: etag,
      'Content-Length': body.length,
      ...(partial ? { 'Content-Range': `bytes ${first}-${file.length - 1}/${file.length}` } : {}),
    })
    if (request.method === 'HEAD') response.end()
    else if (cutAfter !== undefined && cutAfter < body.length) {
      response.write(body.subarray(0, cutAfter), () => response.destroy())
    } else if (holdAfter !== undefined) response.write(body.subarray(0, holdAfter))
    else if (mode === 'silent') response.flushHeaders()
    else response.end(body)
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }
}
