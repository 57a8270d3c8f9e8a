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

/** Types that no form and no request without a preflight can have (Fetch standard, CORS-safelisted request headers). */
const NO_FORM = new Set(['application/json', 'application/octet-stream'])

/** A browser asks first before it sends another site's request of this kind, and no site is ever allowed to. */
function needsPreflight({ method, headers }: Request): boolean {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  return method !== 'POST' || NO_FORM.has(type)
}

/**
 * Refuses a state-changing request that another site made a browser send (OWASP ASVS 5.0, V3.5). It must carry a proof: an
 * `Origin` of this portal, `Sec-Fetch-Site: same-origin`, or, from a client that sends neither, a method or type that no form
 * can have; a POST without a body too. Throws AppError `cross_site`.
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if (site !== null && site !== 'same-origin' && site !== 'none') throw new AppError('cross_site')
  // A page without a referrer sends `null` with a form of its own: what the browser says of the site decides then.
  if (origin === 'null' && site === 'same-origin') return
  if (origin !== null && !allowed(origin)) throw new AppError('cross_site')
  if (origin === null && site !== 'same-origin' && !needsPreflight(request)) throw new AppError('cross_site')
}
