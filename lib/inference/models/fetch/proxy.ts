import http from 'node:http'
import https from 'node:https'
import tls from 'node:tls'

export type Environment = Readonly<Record<string, string | undefined>>

const failed = (code: string): Error => Object.assign(new Error(code), { code })
const portOf = ({ port, protocol }: URL): string | number => port || (protocol === 'https:' ? 443 : 80)
/** The module of Node that speaks a URL's protocol. */
export const moduleOf = ({ protocol }: URL): typeof http | typeof https =>
  protocol === 'https:' ? https : http

/** The proxy that the environment names for an address (HTTPS_PROXY, HTTP_PROXY, NO_PROXY; either case), or null. */
export function proxyFor(url: URL, env: Environment): URL | null {
  const named = (name: string): string => env[name.toLowerCase()] || env[name] || ''
  const exempt = named('NO_PROXY')
    .split(',')
    .map((host) => host.trim().replace(/^\*?\./, ''))
    .filter(Boolean)
  const { hostname } = url
  if (exempt.some((host) => host === '*' || hostname === host || hostname.endsWith(`.${host}`))) return null
  const proxy = named(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY')
  return proxy === '' ? null : new URL(proxy.includes('://') ? proxy : `http://${proxy}`)
}

const loginOf = ({ username, password }: URL): string | null =>
  username === '' ? null : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`

function proxyHeaders(proxy: URL): Record<string, string> {
  const login = loginOf(proxy)
  return login === null ? {} : { 'Proxy-Authorization': `Basic ${Buffer.from(login).toString('base64')}` }
}

/** A TLS connection to `url` through the tunnel that the proxy opens (RFC 9110, 9.3.6). */
function tunnel(url: URL, proxy: URL, signal: AbortSignal): Promise<tls.TLSSocket> {
  const to = `${url.hostname}:${portOf(url)}`
  return new Promise((resolve, reject) => {
    const asked = moduleOf(proxy).request({
      host: proxy.hostname,
      port: portOf(proxy),
      method: 'CONNECT',
      path: to,
      headers: { Host: to, ...proxyHeaders(proxy) },
      agent: false,
      signal,
    })
    asked.once('connect', (answer, socket) => {
      if (answer.statusCode === 200) {
        resolve(tls.connect({ socket, servername: url.hostname }))
      } else {
        socket.destroy()
        reject(failed(`HTTP_${answer.statusCode ?? 0}`))
      }
    })
    asked.once('response', (answer) => {
      answer.destroy()
      reject(failed(`HTTP_${answer.statusCode ?? 0}`))
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** Options of `http.request` that send a request for `url` through the environment's proxy, if there is one for it. */
export async function optionsFor(
  url: URL,
  { env, headers, signal }: { env: Environment; headers: Record<string, string>; signal: AbortSignal },
): Promise<https.RequestOptions> {
  const proxy = proxyFor(url, env)
  const login = loginOf(url)
  const auth = login === null ? {} : { auth: login }
  if (proxy === null) return { agent: false, headers, ...auth }
  if (url.protocol === 'https:') {
    const socket = await tunnel(url, proxy, signal)
    return { agent: false, headers, ...auth, createConnection: () => socket }
  }
  return {
    agent: false,
    ...auth,
    hostname: proxy.hostname,
    port: portOf(proxy),
    path: `${url.origin}${url.pathname}${url.search}`,
    headers: { Host: url.host, ...headers, ...proxyHeaders(proxy) },
  }
}
