import 'server-only'
import { recordEvent } from '@/lib/audit/record-event'
import type { Actor } from '@/lib/auth/permissions'
import { inTransaction } from '@/lib/db/client'

/** Locks the person's session until the password is entered again. Returns false when it was locked already. */
export async function lockSession(actor: Actor): Promise<boolean> {
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
