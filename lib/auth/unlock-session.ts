import 'server-only'
import { recordEvent } from '@/lib/audit/record-event'
import { authEvents } from '@/lib/auth/events'
import { unlockInMemory } from '@/lib/auth/lock-state'
import { emitSessionOpened } from '@/lib/auth/session-events'
import type { Actor } from '@/lib/shared/actor'
import { provePerson } from '@/lib/auth/prove-person'
import { inTransaction } from '@/lib/db/client'

/** Unlocks the person's session with their password. Throws what `provePerson` throws. */
export async function unlockSession(actor: Actor, password: string): Promise<void> {
  await provePerson(actor, { password, failed: authEvents['session.unlock_failed'] }, async () => {
    await inTransaction(async (tx) => {
      const data = { lockedAt: null, lastActionAt: new Date() }
      await tx.session.updateMany({ where: { id: actor.sessionId, endedAt: null }, data })
      const detail = { sessionId: actor.sessionId }
      await recordEvent(tx, { event: authEvents['session.unlocked'], outcome: 'ok', actor, detail })
    })
    unlockInMemory(actor.sessionId)
  })
  await emitSessionOpened(actor)
}
