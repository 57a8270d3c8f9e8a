import { limitCores } from './close-machine.mjs'
import { readFileSync } from 'node:fs'
import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import path from 'node:path'
import next from 'next'
import { claimState } from './claim-state.mjs'
import { clientAddress, isTrusted, trustedProxies } from '../lib/config/client-address.mjs'
import { endOnFault } from './end-on-fault.mjs'
import { ConnectionLimits } from './limit-connections.mjs'
import { WRONG_SETTINGS } from './sentence.mjs'

/**
 * The portal's one process: Next behind a server of our own, which knows whose address counts, refuses what no page
 * needs, and ends running answers before it stops. Started by `scripts/start.mjs` with everything in its environment.
 */
const PORT = Number(process.env.PORT ?? 6006)
const HOST = process.env.HOST ?? '127.0.0.1'
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'])
/** Set here and by the page policy alone; what a browser sends under these names is dropped. */
const OWN_HEADERS = ['x-innerward-client', 'x-nonce', 'content-security-policy', 'x-middleware-subrequest']
/** What proxies say: read here, from trusted ones, and by nothing behind. */
const PROXY_HEADERS = [
  'forwarded',
  'x-real-ip',
  ...['for', 'host', 'proto', 'port'].map((name) => `x-forwarded-${name}`),
]
const TOO_MANY =
  '此地址同时打开的请求过多，请稍候重试。\nToo many requests at once from this address. Wait a moment and try again.\n'
const HARD_STOP_MS = 20_000

const log = (message, fields = {}) =>
  process.stdout.write(
    `${JSON.stringify({ level: 50, time: new Date().toISOString(), ...fields, msg: message })}\n`,
  )

/** A portal reached by https is reached by nothing else from then on (RFC 6797). */
const STRICT = process.env.NEXTAUTH_URL?.startsWith('https:')

const PROXIES = trustedProxies(process.env.TRUSTED_PROXIES)
const limits = new ConnectionLimits({ isProxy: (address) => isTrusted(address, PROXIES) })

let toldOfProxy = false
/** Says once that a proxy speaks to the portal which nobody has named: limits and trail see one address then. */
function tellOfProxy({ remoteAddress }, headers) {
  const forwarded = headers.forwarded ?? headers['x-forwarded-for']
  if (toldOfProxy || forwarded === undefined || isTrusted(remoteAddress, PROXIES)) return
  toldOfProxy = true
  process.stderr.write(
    `${remoteAddress} 转发了请求，但未列入 TRUSTED_PROXIES：登录限制与审计把它后面的所有人视为同一地址。见 README「反向代理」。\n` +
      `${remoteAddress} forwards requests but is not in TRUSTED_PROXIES: limits and the audit trail take everybody behind it for one address. See README.\n`,
  )
}

function createListener(handle) {
  return (request, response) => {
    if (STRICT) response.setHeader('Strict-Transport-Security', 'max-age=31536000')
    if (!METHODS.has(request.method ?? '')) {
      response.writeHead(405, { Allow: [...METHODS].join(', ') }).end()
      return
    }
    const { headers, socket } = request
    tellOfProxy(socket, headers)
    const address = clientAddress({ socket: socket.remoteAddress, headers }, PROXIES)
    if (!limits.admit(request, response, address)) {
      response
        .writeHead(429, { 'Content-Type': 'text/plain; charset=utf-8', 'Retry-After': '1' })
        .end(TOO_MANY)
      return
    }
    for (const name of [...OWN_HEADERS, ...PROXY_HEADERS]) delete headers[name]
    headers['x-innerward-client'] = address
    handle(request, response).catch((error) => {
      log('request failed outside a handler', { errorName: error?.name })
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  }
}

function createServer(listener) {
  const { TLS_CERT_FILE, TLS_KEY_FILE } = process.env
  // Slow senders are looked for every two seconds; Node's default of thirty would let them stay twice as long.
  const times = {
    headersTimeout: 10_000,
    requestTimeout: 20_000,
    connectionsCheckingInterval: 2_000,
    maxHeaderSize: 16 * 1024,
  }
  if (TLS_CERT_FILE && TLS_KEY_FILE) {
    const tls = { cert: readFileSync(TLS_CERT_FILE), key: readFileSync(TLS_KEY_FILE), minVersion: 'TLSv1.2' }
    return createHttps({ ...times, ...tls }, listener)
  }
  return createHttp(times, listener)
}

function stopOn(server) {
  let stopping = false
  const stop = async (code = 0) => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), HARD_STOP_MS).unref()
    server.close()
    try {
      await globalThis[Symbol.for('innerward.shutdown')]?.()
    } catch (error) {
      log('the stop could not be recorded', { errorName: error?.name })
    }
    server.closeIdleConnections()
    // Streams end with the answers; what is still open after a second is an idle reader.
    setTimeout(() => server.closeAllConnections(), 1000).unref()
    server.once('close', () => process.exit(code))
    if (!server.listening) setTimeout(() => process.exit(code), 1500)
  }
  stopPortal = stop
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void stop())
  // The start script is gone: nobody else would stop this process.
  process.on('disconnect', () => void stop())
  if (process.connected === false) void stop()
}

/** Ends the process; `stopOn` puts the orderly stop here once there is something to stop. */
let stopPortal = (code) => process.exit(code)
endOnFault({ log, stop: (code) => void stopPortal(code) })

/** Ends a process whose start failed: it would answer every page with an error and look alive. Never a value of a setting. */
function endFailedStart(error) {
  const wrong = error?.name === 'ConfigurationError'
  const reason = wrong ? error.message : `${error?.name ?? 'Error'}${error?.code ? ` ${error.code}` : ''}`
  process.stderr.write(`\n无法启动：${reason}\nCannot start: ${reason}\n`)
  process.exit(wrong ? WRONG_SETTINGS : 1)
}

limitCores()
await claimState(path.resolve(process.env.STATE_DIR || 'var'))
// Next begins the start of the portal in prepare() and does not wait for it; instrumentation.ts tells how it ended.
const started = new Promise((resolve) => {
  globalThis[Symbol.for('innerward.start-ended')] = resolve
})
const app = next({ dev: false, dir: process.cwd(), hostname: HOST, port: PORT })
await app.prepare().catch(endFailedStart)
const failure = await started
if (failure) endFailedStart(failure)
const server = createServer(createListener(app.getRequestHandler()))
limits.watch(server)
server.on('error', (error) => {
  process.send?.({ failed: error.code })
  process.exit(1)
})
stopOn(server)
server.listen(PORT, HOST, () => process.send?.({ listening: true }))
