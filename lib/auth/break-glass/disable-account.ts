import 'server-only'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { endSession } from '@/lib/auth/end-session'
import { authEvents } from '@/lib/auth/events'
import { db } from '@/lib/db/client'

/** Ends every live session of the emergency account and returns how many there were. */
export async function endEmergencySessions(): Promise<number> {
  const where = { kind: 'break_glass', endedAt: null }
  const live = await (await db()).session.findMany({ where, select: { id: true } })
  for (const { id } of live) await endSession(id, 'revoked')
  return live.length
}

/** Switches the emergency account off, ends its sessions and records it. Returns false when it was off already. */
export async function disableAccount(): Promise<boolean> {
  const disabled = await inAuditedTransaction(async (tx) => {
    const { count } = await tx.localAccount.deleteMany()
    if (count === 0) return false
    const detail = { by: 'server_operator' as const }
    await recordEvent(tx, { event: authEvents['breakglass.disabled'], outcome: 'ok', actor: null, detail })
    return true
  })
  await endEmergencySessions()
  return disabled
}
