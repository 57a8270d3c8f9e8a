import 'server-only'
import { recordEvent } from '@/lib/audit/record-event'
import { authEvents } from '@/lib/auth/events'
import { lockInMemory } from '@/lib/auth/lock-state'
import type { Actor } from '@/lib/shared/actor'
import { inTransaction } from '@/lib/db/client'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

type Owner = Pick<Actor, 'sessionId' | 'userId' | 'displayName' | 'departmentId'>

/** Writes a lock with its record, unless the row says so already. Throws when the database fails. */
async function recordLock(actor: Owner): Promise<void> {
  await inTransaction(async (tx) => {
    const where = { id: actor.sessionId, endedAt: null, lockedAt: null }
    const { count } = await tx.session.updateMany({ where, data: { lockedAt: new Date() } })
    if (count === 0) return
    const detail = { sessionId: actor.sessionId }
    await recordEvent(tx, { event: authEvents['session.locked'], outcome: 'ok', actor, detail })
  })
}

/**
 * Locks the person's session until the password is entered again: first in memory, which closes its streams and cannot fail,
 * then in the database with a record. What the database does not take is written when the sessions are looked over again.
 */
export async function lockSession(actor: Owner): Promise<void> {
  lockInMemory(actor.sessionId)
  await recordLock(actor).catch((error: unknown) => {
    logger.error('a lock is held in memory and not yet recorded', {
      component: 'auth',
      ...faultFields(error),
    })
  })
}
