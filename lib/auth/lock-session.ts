import 'server-only'
import { recordEvent } from '@/lib/audit/record-event'
import { authEvents } from '@/lib/auth/events'
import { lockInMemory, unlockInMemory } from '@/lib/auth/lock-state'
import type { Actor } from '@/lib/shared/actor'
import { inTransaction } from '@/lib/db/client'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

type Owner = Pick<Actor, 'sessionId' | 'userId' | 'displayName' | 'departmentId'>

/**
 * Writes a lock with its record, unless the row says so already. Returns whether the session is locked now: not where its person
 * has acted since `lastActionAt`, by which the lock was decided. Throws when the database fails.
 */
function recordLock(actor: Owner, lastActionAt: Date | undefined): Promise<boolean> {
  return inTransaction(async (tx) => {
    const open = { id: actor.sessionId, endedAt: null, lockedAt: null }
    const where = lastActionAt ? { ...open, lastActionAt: { lte: lastActionAt } } : open
    const { count } = await tx.session.updateMany({ where, data: { lockedAt: new Date() } })
    if (count === 0) return (await tx.session.count({ where: open })) === 0
    const detail = { sessionId: actor.sessionId }
    await recordEvent(tx, { event: authEvents['session.locked'], outcome: 'ok', actor, detail })
    return true
  })
}

/**
 * Locks the person's session until the password is entered again: first in memory, which closes its streams and cannot fail,
 * then in the database with a record. What the database does not take is written when the sessions are looked over again. A lock
 * that was decided by the row gives the `lastActionAt` that it was decided by: an unlock that came in between holds.
 */
export async function lockSession(
  actor: Owner,
  { lastActionAt }: { lastActionAt?: Date } = {},
): Promise<void> {
  lockInMemory(actor.sessionId)
  try {
    if (!(await recordLock(actor, lastActionAt))) unlockInMemory(actor.sessionId)
  } catch (error) {
    logger.error('a lock is held in memory and not yet recorded', {
      component: 'auth',
      ...faultFields(error),
    })
  }
}
