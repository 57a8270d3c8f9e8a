import 'server-only'
import type { authEvents } from '@/lib/auth/events'
import { recordAlone } from '@/lib/audit/record-event'
import { isEmergencyPassword } from '@/lib/auth/break-glass/sign-in-locally'
import { authenticate } from '@/lib/auth/directory/authenticate'
import { endSession } from '@/lib/auth/end-session'
import { forgive, limitAttempt, type Counted } from '@/lib/auth/limit-attempts'
import type { Actor } from '@/lib/shared/actor'
import { UNLOCK_FAILURES, UNLOCK_LIMIT, USER_LIMIT } from '@/lib/auth/sign-in-limits'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

async function isTheSamePerson(actor: Actor, password: string): Promise<boolean> {
  if (actor.emergency) return isEmergencyPassword(password)
  const answer = await authenticate(actor.username, password)
  if (!answer.ok) return false
  const user = await (await db()).user.findUniqueOrThrow({ where: { id: actor.userId } })
  return answer.person.directoryId === user.directoryId
}

/**
 * Has a signed-in person give the password once more, checked by the directory or, for the emergency account, here,
 * and then runs `onProved`. A wrong one is counted and recorded as `failed`. Throws AppError `invalid_credentials`,
 * `too_many_requests`, `directory_unavailable`, or `session_expired` after too many wrong passwords, which end it.
 */
export async function provePerson(
  actor: Actor,
  {
    password,
    failed,
  }: {
    password: string
    failed: (typeof authEvents)['session.unlock_failed' | 'session.confirmation_failed']
  },
  onProved: () => Promise<void>,
): Promise<void> {
  // The emergency account has no name that somebody else could have spent the attempts of.
  const byName: Counted[] = actor.emergency ? [] : [{ limit: USER_LIMIT, value: actor.username }]
  const { result: same, failures } = await limitAttempt({
    account: actor.username,
    own: [{ limit: UNLOCK_LIMIT, value: actor.sessionId }, ...byName],
    prove: () => isTheSamePerson(actor, password),
    hasFailed: (right) => !right,
  })
  if (!same) {
    const detail = { sessionId: actor.sessionId }
    await recordAlone({ event: failed, outcome: 'refused', actor, detail })
    if ((failures.unlock ?? 0) < UNLOCK_FAILURES) throw new AppError('invalid_credentials')
    await endSession(actor.sessionId, 'unlock_failures')
    throw new AppError('session_expired')
  }
  await onProved()
  await forgive(actor.username)
}
