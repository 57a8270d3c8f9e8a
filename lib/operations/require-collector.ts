import 'server-only'
import { createHash, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { CLIENT_ADDRESS_HEADER } from '@/lib/auth/client-address'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors/app-error'

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

function isDirectlyFromHere(request: Request): boolean {
  const address = request.headers.get(CLIENT_ADDRESS_HEADER) ?? ''
  // Next names the socket's own address in this header when the request has none.
  const forwardedFor = request.headers.get('x-forwarded-for') ?? address
  const passedOn =
    forwardedFor !== address || ['forwarded', 'x-real-ip'].some((name) => request.headers.has(name))
  return /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/.test(address) && !passedOn
}

/**
 * Whether a request is a collector's: with the token of `METRICS_TOKEN_FILE` where there is one, else from this machine only,
 * and not through a proxy on it.
 */
export function isCollector(request: Request): boolean {
  const file = env().METRICS_TOKEN_FILE
  const given = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''
  return file
    ? timingSafeEqual(digest(given), digest(readFileSync(file, 'utf8').trim()))
    : isDirectlyFromHere(request)
}

/** Lets a collector in. Throws AppError `unauthenticated`. */
export function requireCollector(request: Request): void {
  if (!isCollector(request)) throw new AppError('unauthenticated')
}
