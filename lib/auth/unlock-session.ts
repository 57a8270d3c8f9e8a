import 'server-only'
import { recordAlone, recordEvent } from '@/lib/audit/record-event'
import { authenticate } from '@/lib/auth/directory/authenticate'
import { endSession } from '@/lib/auth/end-session'
import { releaseAttempt, reserveAttempt, type Counted } from '@/lib/auth/limit-attempts'
import type { Actor } from '@/lib/auth/permissions'
import { UNLOCK_LIMIT, USER_LIMIT } from '@/lib/auth/sign-in-limits'
import { db, inTransaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

async function isTheSamePerson(actor: Actor, password: string): Promise<boolean> {
  const answer = await authenticate(actor.username, password)
  if (!answer.ok) return false
  const user = await (await db()).user.findUniqueOrThrow({ where: { id: actor.userId } })
  return answer.person.directoryId === user.directoryId
}

/**
 * Unlocks the person's session with their directory password. Throws AppError `invalid_credentials`,
 * `too_many_requests`, `directory_unavailable`, or `session_expired` after too many wrong passwords, which end it.
 */
export async function unlockSession(actor: Actor, password: string): Promise<void> {
  const counted: Counted[] = [
    { limit: UNLOCK_LIMIT, value: actor.sessionId },
    { limit: USER_LIMIT, value: actor.username },
  ]
  const attempt = await reserveAttempt(counted)
  const same = await isTheSamePerson(actor, password).catch(async (error: unknown) => {
    await releaseAttempt(attempt)
    throw error
  })
  const detail = { sessionId: actor.sessionId }
  if (!same) {
    await recordAlone({ event: 'session.unlock_failed', outcome: 'refused', actor, detail })
    if ((attempt.failures.unlock ?? 0) < UNLOCK_LIMIT.failures) throw new AppError('invalid_credentials')
    await endSession(actor.sessionId, 'unlock_failures')
    throw new AppError('session_expired')
  }
  await inTransaction(async (tx) => {
    const data = { lockedAt: null, lastActionAt: new Date() }
    await tx.session.updateMany({ where: { id: actor.sessionId, endedAt: null }, data })
    await recordEvent(tx, { event: 'session.unlocked', outcome: 'ok', actor, detail })
  })
  await releaseAttempt(attempt, counted)
}
