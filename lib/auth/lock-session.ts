import 'server-only'
import { recordEvent } from '@/lib/audit/record-event'
import { lockInMemory } from '@/lib/auth/lock-state'
import type { Actor } from '@/lib/auth/permissions'
import { inTransaction } from '@/lib/db/client'

type Owner = Pick<Actor, 'sessionId' | 'userId' | 'displayName' | 'departmentId'>

/**
 * Locks the person's session until the password is entered again: first in memory, which closes its streams, then in the
 * database with a record. Returns false when it was locked already. Throws when the database fails; it is locked then too.
 */
export async function lockSession(actor: Owner): Promise<boolean> {
  lockInMemory(actor.sessionId)
  return inTransaction(async (tx) => {
    const where = { id: actor.sessionId, endedAt: null, lockedAt: null }
    const { count } = await tx.session.updateMany({ where, data: { lockedAt: new Date() } })
    if (count === 0) return false
    await recordEvent(tx, {
      event: 'session.locked',
      outcome: 'ok',
      actor,
      detail: { sessionId: actor.sessionId },
    })
    return true
  })
}
