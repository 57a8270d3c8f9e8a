import { encode } from 'next-auth/jwt'
import { hashSid } from '@/lib/auth/session-cookie'
import { emitSessionOpened } from '@/lib/auth/session-events'
import { secret } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import type { Actor } from '@/lib/shared/actor'
import { jar } from '@/lib/testing/next-headers'
import { actorOf } from '@/lib/testing/people'

let sids = 0

/** Signs a person in, as the sign-in page does once the password was proved, and goes on as them: the cookie is in the jar. */
export async function enterSession(userId: string): Promise<{ actor: Actor; cookie: string }> {
  const sid = `own-${sids++}`
  const times = { lastActionAt: new Date(), expiresAt: new Date(Date.now() + 3_600_000) }
  const row = await (await db()).session.create({ data: { userId, sidHash: hashSid(sid), ...times } })
  await emitSessionOpened({ sessionId: row.id, userId })
  const cookie = await encode({ token: { sid }, secret: secret('session'), maxAge: 3600 })
  jar.cookie = cookie
  return { actor: { ...(await actorOf(userId)), sessionId: row.id }, cookie }
}
