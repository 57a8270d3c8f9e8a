import 'server-only'
import NextAuth from 'next-auth'
import { NextRequest } from 'next/server'
import { authOptions } from '@/lib/auth/next-auth-options'
import { readSessionLimits } from '@/lib/auth/session-limits'
import { ERROR_STATUS } from '@/lib/errors/app-error'
import { AppError } from '@/lib/errors/app-error'

const ALLOWED = new Set([
  'GET csrf',
  'GET providers',
  'GET signin',
  'POST callback/credentials',
  'POST callback/emergency',
  'POST signout',
])
const MAX_BODY_BYTES = 16 * 1024

type Handler = (request: NextRequest, context: object, options: object) => Promise<Response>

async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > MAX_BODY_BYTES) throw new AppError('payload_too_large', { maxKiB: MAX_BODY_BYTES / 1024 })
    chunks.push(chunk)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** The error answer of next-auth with our address, status and Retry-After; null when it is no error. */
async function refusal(answer: Response): Promise<Response | null> {
  const copy = answer.clone()
  const isJson = copy.headers.get('content-type')?.includes('application/json') ?? false
  const body: unknown = isJson ? await copy.json().catch(() => null) : null
  const target = (body as { url?: unknown } | null)?.url ?? answer.headers.get('location')
  const error = typeof target === 'string' ? new URL(target, 'http://own').searchParams.get('error') : null
  if (!error) return null
  const [name = '', wait] = error.split('.')
  const code = name in ERROR_STATUS ? (name as keyof typeof ERROR_STATUS) : 'invalid_credentials'
  const url = `/login?error=${code}${wait ? `&retryAfterSeconds=${wait}` : ''}`
  const headers = new Headers(answer.headers)
  if (wait) headers.set('Retry-After', wait)
  if (!isJson) {
    headers.set('Location', url)
    return new Response(null, { status: 302, headers })
  }
  return Response.json({ url }, { status: ERROR_STATUS[code], headers })
}

/**
 * Hands a request to next-auth if it is one of the few that the portal uses. A refused sign-in answers
 * `/login?error=<code>[&retryAfterSeconds=n]`: as JSON with the code's status when the form asked for `json=true`, else
 * as a redirect. Throws AppError `not_found` or `payload_too_large`.
 */
export async function answerNextAuth(request: Request, action: readonly string[]): Promise<Response> {
  if (!ALLOWED.has(`${request.method} ${action.join('/')}`)) throw new AppError('not_found')
  const { method, headers } = request
  const body = method === 'POST' ? { body: await readBody(request) } : {}
  const handler = NextAuth as unknown as Handler
  const answer = await handler(
    new NextRequest(request.url, { method, headers, ...body }),
    { params: Promise.resolve({ nextauth: [...action] }) },
    authOptions((await readSessionLimits()).absoluteSeconds),
  )
  const refused = method === 'POST' ? await refusal(answer) : null
  const final = refused ?? answer
  final.headers.set('Cache-Control', 'no-store')
  return final
}
