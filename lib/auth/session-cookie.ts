import 'server-only'
import { createHash } from 'node:crypto'
import { decode } from 'next-auth/jwt'
import { cookies } from 'next/headers'
import { env, secret } from '@/lib/config/env'

/** True when browsers reach the portal over https: only then may cookies carry the `Secure` mark. */
export function cookiesAreSecure(): boolean {
  return new URL(env().NEXTAUTH_URL).protocol === 'https:'
}

/** Name of the session cookie. The `__Host-` prefix pins it to this host, and browsers accept it over https only. */
export function sessionCookieName(): string {
  return cookiesAreSecure() ? '__Host-innerward' : 'innerward-session'
}

/** The stored form of a session id: its SHA-256 in hex, so that a copy of the database opens no session. */
export function hashSid(sid: string): string {
  return createHash('sha256').update(sid).digest('hex')
}

/** The session id in the cookie of the current request. Null when there is none, or it is forged or too old. */
export async function readSid(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookieName())?.value
  if (!token) return null
  const payload = await decode({ token, secret: secret('session') }).catch(() => null)
  const sid: unknown = payload?.['sid']
  return typeof sid === 'string' ? sid : null
}
