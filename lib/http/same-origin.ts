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

/** The types of a form (HTML standard, form submission): a browser sends one with every form, an empty one too. */
const FORM_TYPES = new Set(['application/x-www-form-urlencoded', 'multipart/form-data', 'text/plain'])

/** What a page of another site can send without a script; a script's request always names its origin. */
function isForm({ method, headers }: Request): boolean {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  return method === 'POST' && FORM_TYPES.has(type)
}

/**
 * Refuses a state-changing request that another site made a browser send (OWASP ASVS 5.0, V3.5). It must carry a proof: an
 * `Origin` of this portal, `Sec-Fetch-Site: same-origin`, or, from a client that sends neither, be no form; `guarded` says that
 * the route takes no form, or asks for a token that only its own pages are given. Throws AppError `cross_site`.
 */
export function requireSameOrigin(request: Request, { guarded = false } = {}): void {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if (site !== null && site !== 'same-origin' && site !== 'none') throw new AppError('cross_site')
  // A page without a referrer sends `null` with a form of its own: what the browser says of the site decides then.
  if (origin === 'null' && site === 'same-origin') return
  if (origin !== null && !allowed(origin)) throw new AppError('cross_site')
  const proven = guarded || site === 'same-origin' || !isForm(request)
  if (origin === null && !proven) throw new AppError('cross_site')
}
