import { NextResponse, type NextRequest } from 'next/server'

/**
 * Whether this is `npm run dev`, whose error pages evaluate code and bring styles of their own. Next writes this constant into the
 * build, so that no setting can bring it back there.
 */
// oxlint-disable-next-line innerward/settings-by-schema -- replaced at build time, so it cannot be read through lib/config
const DEV = process.env.NODE_ENV === 'development'

/** The page policy. Nothing loads from anywhere else, and no script runs that this answer did not name. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${DEV ? " 'unsafe-eval'" : ''}`,
    DEV ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "connect-src 'self'",
    // What draws the pages of a PDF runs beside the page, from the portal itself.
    "worker-src 'self'",
    "img-src 'self' data:",
    "manifest-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The original of a document of the library: whatever it is, a browser does nothing with it but keep it. */
const ORIGINAL = /^\/api\/library\/editions\/[^/]+\/file$/

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-DNS-Prefetch-Control': 'off',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
}

/** Sets the security headers (OWASP ASVS 5.0, V3.4). It decides nothing about who may see what. */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64')
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  // Next puts the nonce it finds here on its own scripts.
  headers.set('Content-Security-Policy', policy)
  headers.set('x-nonce', nonce)
  const response = NextResponse.next({ request: { headers } })
  const isOriginal = ORIGINAL.test(request.nextUrl.pathname)
  response.headers.set('Content-Security-Policy', isOriginal ? "sandbox; default-src 'none'" : policy)
  for (const [name, value] of Object.entries(HEADERS)) response.headers.set(name, value)
  if (!request.nextUrl.pathname.startsWith('/_next/')) response.headers.set('Cache-Control', 'no-store')
  return response
}

/**
 * A whole file that is sent goes past it: Next would hold 10 MiB of the body in memory for it and cut off the rest. The answer to
 * that is JSON of `defineRoute`.
 */
export const config = {
  matcher: [
    '/((?!_next/static|api/library/documents$|api/library/preview$|api/library/bundle$).*)',
    {
      source: '/api/library/(documents|preview|bundle)',
      missing: [{ type: 'header', key: 'content-type', value: 'application/octet-stream' }],
    },
  ],
}
