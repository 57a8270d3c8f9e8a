import http from 'node:http'
import https from 'node:https'
import { PassThrough } from 'node:stream'
import tls from 'node:tls'

/** A source that sends nothing for so long has stalled. */
export const STALL_MS = 30_000
const MOST_REDIRECTS = 8

const failed = (code) => Object.assign(new Error(code), { code })

/** The proxy that the environment names for an address (HTTPS_PROXY, HTTP_PROXY, NO_PROXY; either case), or null. */
export function proxyFor(url, env) {
  const named = (name) => env[name.toLowerCase()] || env[name] || ''
  const exempt = named('NO_PROXY')
    .split(',')
    .map((host) => host.trim().replace(/^\*?\./, ''))
    .filter(Boolean)
  const { hostname } = url
  if (exempt.some((host) => host === '*' || hostname === host || hostname.endsWith(`.${host}`))) return null
  const proxy = named(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY')
  return proxy === '' ? null : new URL(proxy.includes('://') ? proxy : `http://${proxy}`)
}

function proxyHeaders(proxy) {
  if (proxy.username === '') return {}
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`
  return { 'Proxy-Authorization': `Basic ${Buffer.from(login).toString('base64')}` }
}

/** A TLS connection to `url` through the tunnel that the proxy opens (RFC 9110, 9.3.6). */
function tunnel(url, proxy, signal) {
  const port = url.port || '443'
  return new Promise((resolve, reject) => {
    const asked = (proxy.protocol === 'https:' ? https : http).request({
      host: proxy.hostname,
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: `${url.hostname}:${port}`,
      headers: { Host: `${url.hostname}:${port}`, ...proxyHeaders(proxy) },
      agent: false,
      signal,
    })
    asked.once('connect', (answer, socket) => {
      if (answer.statusCode === 200) {
        resolve(tls.connect({ socket, servername: url.hostname }))
      } else {
        socket.destroy()
        reject(failed(`HTTP_${answer.statusCode}`))
      }
    })
    asked.once('response', (answer) => {
      answer.destroy()
      reject(failed(`HTTP_${answer.statusCode}`))
    })
    asked.on('error', reject)
    asked.end()
  })
}

async function optionsFor(url, { env, headers, signal }) {
  const proxy = proxyFor(url, env)
  const auth = url.username === '' ? {} : { auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` }
  if (proxy === null) return { agent: false, headers, ...auth }
  if (url.protocol === 'https:') {
    const socket = await tunnel(url, proxy, signal)
    return { agent: false, headers, ...auth, createConnection: () => socket }
  }
  return {
    agent: false,
    ...auth,
    hostname: proxy.hostname,
    port: proxy.port || 80,
    path: url.href,
    headers: { Host: url.host, ...headers, ...proxyHeaders(proxy) },
  }
}

async function ask(url, { method, headers, signal, env }) {
  const options = await optionsFor(url, { env, headers, signal })
  return new Promise((resolve, reject) => {
    const asked = (url.protocol === 'https:' ? https : http).request(url, { ...options, method, signal })
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
export async function request(target, { method = 'GET', headers = {}, signal, env = process.env, stallMs = STALL_MS }) {
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
    return { status, headers: answered, body: read(held(answer), { timer, why, close: () => close(answer) }), close: () => close(answer) }
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
