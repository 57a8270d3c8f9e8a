import { readFileSync } from 'node:fs'
import { createServer as createHttp, type RequestListener, type Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { SecureContextOptions } from 'node:tls'
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

/** Certificate and key as they lie on the disk now; null where none are set. Throws where they cannot be read. */
function ownTls(): SecureContextOptions | null {
  const { TLS_CERT_FILE, TLS_KEY_FILE } = env()
  if (TLS_CERT_FILE === undefined || TLS_KEY_FILE === undefined) return null
  return { cert: readFileSync(TLS_CERT_FILE), key: readFileSync(TLS_KEY_FILE), minVersion: 'TLSv1.2' }
}

/**
 * The server, by https where a certificate and its key are set, and `reload`, which takes those that lie on the disk now for all
 * connections from then on. It throws, and leaves the former ones in use, where they cannot be read or do not belong together.
 */
export function createServer(listener: RequestListener): { server: Server; reload: () => void } {
  const tls = ownTls()
  if (!tls) return { server: createHttp(TIMES, listener), reload: () => undefined }
  const server = createHttps({ ...TIMES, ...tls }, listener)
  const reload = (): void => {
    const next = ownTls()
    if (next) server.setSecureContext(next)
  }
  return { server, reload }
}
