import 'server-only'
import type { AuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { signInLocally } from '@/lib/auth/break-glass/sign-in-locally'
import { CLIENT_ADDRESS_HEADER } from '@/lib/auth/client-address'
import { endSessionOfCookie } from '@/lib/auth/end-session'
import { cookiesAreSecure, hashSid, readSid, sessionCookieName } from '@/lib/auth/session-cookie'
import { emitSessionOpened } from '@/lib/auth/session-events'
import { signIn } from '@/lib/auth/sign-in'
import { secret } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

async function endSessionOf(sid: unknown, reason: 'signed_out' | 'superseded'): Promise<void> {
  if (typeof sid !== 'string') return
  await endSessionOfCookie(hashSid(sid), reason)
}

/** Only now, when the browser's former session is over, so that what it kept for the same person comes back too. */
async function announceSession(sid: string): Promise<void> {
  const row = await (await db()).session.findUnique({ where: { sidHash: hashSid(sid) } })
  if (row) await emitSessionOpened({ sessionId: row.id, userId: row.userId })
}

/** The code that crosses to the browser, with the seconds to wait where there are some: `too_many_requests.42`. */
function fixedCode(error: unknown): string {
  if (!(error instanceof AppError)) {
    logger.error('sign-in failed', { component: 'auth', ...faultFields(error) })
    return 'internal'
  }
  const wait = error.params['retryAfterSeconds']
  return wait === undefined ? error.code : `${error.code}.${wait}`
}

interface AuthorizeRequest {
  headers?: Record<string, unknown> | undefined
}

type Given = Readonly<Record<string, unknown>> | undefined
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Runs a way of signing in with the address of the socket, and ends the session that the browser had before. */
async function authorize(
  { headers }: AuthorizeRequest,
  open: (address: string | null) => Promise<string>,
): Promise<{ id: string }> {
  const address = headers?.[CLIENT_ADDRESS_HEADER]
  try {
    const sid = await open(typeof address === 'string' ? address : null)
    await endSessionOf(await readSid(), 'superseded')
    await announceSession(sid)
    return { id: sid }
  } catch (error) {
    // Whatever is thrown here ends in an address, so it is a fixed code and nothing else.
    throw new Error(fixedCode(error))
  }
}

/** A path on this origin, or `/` for everything else. */
export function ownPath(url: string): string {
  return /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(url) ? url : '/'
}

/**
 * next-auth carries the session id in its cookie, for `maxAge` seconds, and guards the form; everything else about a
 * session is its row.
 */
export function authOptions(maxAge: number): AuthOptions {
  const secure = cookiesAreSecure()
  return {
    secret: secret('session'),
    session: { strategy: 'jwt', maxAge },
    jwt: { maxAge },
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    pages: { signIn: '/login', error: '/login' },
    providers: [
      Credentials({
        name: 'directory',
        credentials: { username: { type: 'text' }, password: { type: 'password' } },
        authorize: (given: Given, request) =>
          authorize(request, (address) =>
            signIn({ username: text(given?.['username']), password: text(given?.['password']), address }),
          ),
      }),
      Credentials({
        id: 'emergency',
        name: 'emergency',
        credentials: { password: { type: 'password' }, code: { type: 'text' } },
        authorize: (given: Given, request) =>
          authorize(request, (address) =>
            signInLocally({ password: text(given?.['password']), code: text(given?.['code']), address }),
          ),
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => ({ sid: (user as { id: string } | undefined)?.id ?? token['sid'] }),
      session: ({ session }) => ({ expires: session.expires }),
      redirect: ({ url }) => ownPath(url),
    },
    events: { signOut: ({ token }) => endSessionOf(token['sid'], 'signed_out') },
  }
}
