import 'server-only'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors/app-error'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

function allowed(origin: string): boolean {
  if (!URL.canParse(origin)) return false
  const { hostname, port } = new URL(origin)
  const own = new URL(env().NEXTAUTH_URL)
  if (new URL(origin).origin === own.origin) return true
  return LOOPBACK.has(own.hostname) && LOOPBACK.has(hostname) && port === own.port
}

/**
 * Refuses a state-changing request that another site made a browser send (OWASP ASVS 5.0, V3.5).
 * Browsers always send `Origin` with such requests; a client without it is no browser and carries no ambient cookie.
 * Throws AppError `cross_site`.
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if (site !== null && site !== 'same-origin' && site !== 'none') throw new AppError('cross_site')
  // A page without a referrer sends `null` with a form of its own: what the browser says of the site decides then.
  if (origin === 'null' && site === 'same-origin') return
  if (origin !== null && !allowed(origin)) throw new AppError('cross_site')
}
