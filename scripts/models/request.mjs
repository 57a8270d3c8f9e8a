import { PassThrough } from 'node:stream'
import { moduleOf, optionsFor } from './proxy.mjs'

/** A source that sends nothing for so long has stalled. */
export const STALL_MS = 30_000
const MOST_REDIRECTS = 8

const failed = (code) => Object.assign(new Error(code), { code })
async function ask(url, { method, headers, signal, env }) {
  const options = await optionsFor(url, { env, headers, signal })
  return new Promise((resolve, reject) => {
    const asked = moduleOf(url).request(url, { ...options, method, signal })
    asked.once('response', resolve)
    asked.on('error', reject)
    asked.end()
  })
}

async function followed(target, options) {
  let url = new URL(target)
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const answer = await ask(url, options)
    if (![301, 302, 303, 307, 308].includes(answer.statusCode) || !answer.headers.location) return answer
    answer.destroy()
    const next = new URL(answer.headers.location, url)
    if (url.protocol === 'https:' && next.protocol !== 'https:') throw failed('EPROTO')
    url = next
  }
  throw failed('HTTP_310')
}

/**
 * Asks for a URL through the environment's proxy and follows redirects, never from https to http.
 * Resolves to `{ status, headers, body, close }`; whoever does not read `body` to its end calls `close`. Rejects with an
 * error whose `code` says why: Node's, `HTTP_<status>` of a proxy, or ETIMEDOUT when nothing came for `stallMs`.
 */
export async function request(
  target,
  { method = 'GET', headers = {}, signal, env = process.env, stallMs = STALL_MS },
) {
  const stop = new AbortController()
  let stalled = false
  const timer = setTimeout(() => {
    stalled = true
    stop.abort()
  }, stallMs)
  const stopNow = () => stop.abort()
  if (signal?.aborted) stopNow()
  signal?.addEventListener('abort', stopNow, { once: true })
  const why = (error) => (stalled ? failed('ETIMEDOUT') : error)
  const close = (answer) => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stopNow)
    answer?.destroy()
  }
  try {
    const answer = await followed(target, { method, headers, env, signal: stop.signal })
    const { statusCode: status, headers: answered } = answer
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

/** What arrived before a cut is kept, which a stream that is destroyed would drop. */
function held(answer) {
  const arrived = new PassThrough({ highWaterMark: 1024 * 1024 })
  const cut = { error: null }
  answer.on('error', (error) => {
    cut.error = error
    arrived.end()
  })
  answer.pipe(arrived)
  return { arrived, cut }
}

async function* read({ arrived, cut }, { timer, why, close }) {
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
