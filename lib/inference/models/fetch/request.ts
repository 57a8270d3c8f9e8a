import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { moduleOf, optionsFor, type Environment } from '@/lib/inference/models/fetch/proxy'

/** A source that sends nothing for so long has stalled. */
export const STALL_MS = 30_000
const MOST_REDIRECTS = 8

/** A server's answer. Whoever does not read `body` to its end calls `close`. */
export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: AsyncIterable<unknown>
  close: () => void
}
interface Ask {
  method: string
  headers: Record<string, string>
  env: Environment
  signal: AbortSignal
}

const failed = (code: string): Error => Object.assign(new Error(code), { code })

async function ask(url: URL, { method, headers, signal, env }: Ask): Promise<IncomingMessage> {
  const options = await optionsFor(url, { env, headers, signal })
  return new Promise((resolve, reject) => {
    const asked = moduleOf(url).request(url, { ...options, method, signal })
    asked.once('response', resolve)
    asked.on('error', reject)
    asked.end()
  })
}

async function followed(target: string, options: Ask): Promise<IncomingMessage> {
  let url = new URL(target)
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const answer = await ask(url, options)
    if (![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) || !answer.headers.location) return answer
    answer.destroy()
    const next = new URL(answer.headers.location, url)
    if (url.protocol === 'https:' && next.protocol !== 'https:') throw failed('EPROTO')
    url = next
  }
  throw failed('HTTP_310')
}

interface Options {
  method?: string
  headers?: Record<string, string>
  signal?: AbortSignal | undefined
  env: Environment
  stallMs?: number | undefined
}

/**
 * Asks for a URL through the environment's proxy and follows redirects, never from https to http.
 * Resolves to `{ status, headers, body, close }`; whoever does not read `body` to its end calls `close`. Rejects with an
 * error whose `code` says why: Node's, `HTTP_<status>` of a proxy, or ETIMEDOUT when nothing came for `stallMs`.
 */
export async function request(
  target: string,
  { method = 'GET', headers = {}, signal, env, stallMs = STALL_MS }: Options,
): Promise<Answer> {
  const stop = new AbortController()
  let stalled = false
  const timer = setTimeout(() => {
    stalled = true
    stop.abort()
  }, stallMs)
  const stopNow = (): void => stop.abort()
  if (signal?.aborted) stopNow()
  signal?.addEventListener('abort', stopNow, { once: true })
  const why = (error: unknown): unknown => (stalled ? failed('ETIMEDOUT') : error)
  const close = (answer?: IncomingMessage): void => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stopNow)
    answer?.destroy()
  }
  try {
    const answer = await followed(target, { method, headers, env, signal: stop.signal })
    const { statusCode: status = 0, headers: answered } = answer
    return {
      status,
      headers: answered,
      body: read(held(answer), { timer, why, close: () => close(answer) }),
      close: () => close(answer),
    }
  } catch (error) {
    close()
    throw why(error)
  }
}

interface Held {
  arrived: PassThrough
  cut: { error: Error | null }
}

/** What arrived before a cut is kept, which a stream that is destroyed would drop. */
function held(answer: IncomingMessage): Held {
  const arrived = new PassThrough({ highWaterMark: 1024 * 1024 })
  const cut: Held['cut'] = { error: null }
  answer.on('error', (error) => {
    cut.error = error
    arrived.end()
  })
  answer.pipe(arrived)
  return { arrived, cut }
}

interface Reading {
  timer: NodeJS.Timeout
  why: (error: unknown) => unknown
  close: () => void
}

async function* read({ arrived, cut }: Held, { timer, why, close }: Reading): AsyncGenerator {
  try {
    for await (const chunk of arrived) {
      timer.refresh()
      yield chunk
    }
    if (cut.error) throw why(cut.error)
  } finally {
    close()
  }
}
