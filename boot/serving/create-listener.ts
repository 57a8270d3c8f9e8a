import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { boundBody } from '@/boot/serving/bound-bodies'
import { ConnectionLimits } from '@/boot/serving/limit-connections'
import { countRequest } from '@/boot/serving/count-request'
import { logFault } from '@/boot/serving/log-fault'
import { takeTurns } from '@/boot/serving/take-turns'
import { tellOfProxy } from '@/boot/serving/tell-of-proxy'
import { env } from '@/lib/config/env'
import { clientAddress, isTrusted, trustedProxies } from '@/lib/config/client-address'

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])
/** Set here and by the page policy alone; what a browser sends under these names is dropped. */
const OWN_HEADERS = [
  'x-innerward-client',
  'x-innerward-request',
  'x-nonce',
  'content-security-policy',
  'x-middleware-subrequest',
]
/** What proxies say: read here, from trusted ones, and by nothing behind. */
const PROXY_HEADERS = [
  'forwarded',
  'x-real-ip',
  ...['for', 'host', 'proto', 'port'].map((name) => `x-forwarded-${name}`),
]
const TOO_MANY =
  '此地址同时打开的请求过多，请稍候重试。\nToo many requests at once from this address. Wait a moment and try again.\n'

/** What balancers and monitors ask; no query, so that nothing else slips in before the others. */
const PROBES = new Set(['/api/health', '/api/livez', '/api/readyz'])

type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Takes off what a client may not say, and says in its place which address counts. */
function mark(request: IncomingMessage, address: string): void {
  for (const name of [...OWN_HEADERS, ...PROXY_HEADERS]) Reflect.deleteProperty(request.headers, name)
  request.headers['x-innerward-client'] = address
}

/**
 * What stands before Next: refuses methods that no page needs and addresses with too many requests, and tells `handle` whose
 * address counts. Returns it with the limits that are to watch the server.
 */
export function createListener(handle: Handle): { listener: RequestListener; limits: ConnectionLimits } {
  const { TRUSTED_PROXIES, NEXTAUTH_URL } = env()
  const proxies = trustedProxies(TRUSTED_PROXIES)
  const limits = new ConnectionLimits({ isProxy: (address) => isTrusted(address, proxies) })
  // A portal reached by https is reached by nothing else from then on (RFC 6797).
  const strict = NEXTAUTH_URL.startsWith('https:')
  const take = takeTurns()
  const listener: RequestListener = (request, response) => {
    if (strict) response.setHeader('Strict-Transport-Security', 'max-age=31536000')
    if (!METHODS.has(request.method ?? '')) {
      response.writeHead(405, { Allow: [...METHODS].join(', ') }).end()
      return
    }
    const { headers, socket } = request
    tellOfProxy(socket, headers, proxies)
    const address = clientAddress({ socket: socket.remoteAddress, headers }, proxies)
    if (!limits.admit(request, response, address)) {
      response
        .writeHead(429, { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '1' })
        .end(TOO_MANY)
      return
    }
    mark(request, address)
    countRequest(request, response)
    boundBody(request, response)
    const begin = () => {
      handle(request, response).catch((error: unknown) => {
        logFault('request failed outside a handler', error)
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
    }
    // Who asks whether the portal lives must not wait behind what ten people began together.
    if (PROBES.has(request.url ?? '')) begin()
    else take(begin)
  }
  return { listener, limits }
}
