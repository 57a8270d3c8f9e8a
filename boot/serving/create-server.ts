import { readFileSync } from 'node:fs'
import { createServer as createHttp, type RequestListener, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { env } from '@/lib/config/env'

/**
 * Slow senders are looked for every two seconds; Node's default of thirty would let them stay twice as long. Node has one time for the
 * bodies of all requests, long uploads too: `bound-bodies.ts` keeps it instead.
 */
const TIMES = {
  headersTimeout: 8_000,
  requestTimeout: 0,
  connectionsCheckingInterval: 2_000,
  maxHeaderSize: 16 * 1024,
}

/** The server, by https where a certificate and its key are set. */
export function createServer(listener: RequestListener): Server {
  const { TLS_CERT_FILE, TLS_KEY_FILE } = env()
  if (TLS_CERT_FILE === undefined || TLS_KEY_FILE === undefined) return createHttp(TIMES, listener)
  const tls = {
    cert: readFileSync(TLS_CERT_FILE),
    key: readFileSync(TLS_KEY_FILE),
    minVersion: 'TLSv1.2' as const,
  }
  return createHttps({ ...TIMES, ...tls }, listener)
}
