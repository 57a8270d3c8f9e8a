import http from 'node:http'
import https from 'node:https'
import tls from 'node:tls'

const failed = (code) => Object.assign(new Error(code), { code })
const portOf = ({ port, protocol }) => port || (protocol === 'https:' ? 443 : 80)
/** The module of Node that speaks a URL's protocol. */
export const moduleOf = ({ protocol }) => (protocol === 'https:' ? https : http)

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

const loginOf = ({ username, password }) =>
  username === '' ? null : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`

function proxyHeaders(proxy) {
  const login = loginOf(proxy)
  return login === null ? {} : { 'Proxy-Authorization': `Basic ${Buffer.from(login).toString('base64')}` }
}

/** A TLS connection to `url` through the tunnel that the proxy opens (RFC 9110, 9.3.6). */
function tunnel(url, proxy, signal) {
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

/** Options of `http.request` that send a request for `url` through the environment's proxy, if there is one for it. */
export async function optionsFor(url, { env, headers, signal }) {
  const proxy = proxyFor(url, env)
  const auth = loginOf(url) === null ? {} : { auth: loginOf(url) }
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
