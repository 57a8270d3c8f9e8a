import 'server-only'
import type { AuditEventName } from '@/lib/audit/contract'
import { recordEvent, type AuditEntry } from '@/lib/audit/record-event'
import { emitSessionEnded, type EndedSession } from '@/lib/auth/session-events'
import { db, inTransaction, type Tx } from '@/lib/db/client'
import { errorName, logger } from '@/lib/logging/logger'

const EVENT = {
  signed_out: 'session.signed_out',
  signed_out_everywhere: 'session.signed_out',
  superseded: 'session.signed_out',
  signed_in_elsewhere: 'session.revoked',
  idle: 'session.expired',
  absolute: 'session.expired',
  revoked: 'session.revoked',
  user_disabled: 'session.revoked',
  directory_unknown: 'session.revoked',
  unlock_failures: 'session.revoked',
} as const satisfies Record<string, AuditEventName>

/** Why a session ended, as kept in its row and in the audit trail. */
export type EndReason = keyof typeof EVENT

const endRow = (tx: Tx, sessionId: string, reason: EndReason) =>
  tx.session.updateMany({
    where: { id: sessionId, endedAt: null },
    data: { endedAt: new Date(), endReason: reason },
  })

async function endWithAudit(
  tx: Tx,
  target: { sessionId: string; reason: EndReason; by: AuditEntry['actor'] },
): Promise<EndedSession | null> {
  const { sessionId, reason, by } = target
  const { count } = await endRow(tx, sessionId, reason)
  if (count === 0) return null
  const { user } = await tx.session.findUniqueOrThrow({ where: { id: sessionId }, include: { user: true } })
  const owner = { userId: user.id, displayName: user.displayName, departmentId: user.departmentId }
  const detail = { reason, sessionId, ...(by ? { ofUserId: user.id } : {}) }
  await recordEvent(tx, { event: EVENT[reason], outcome: 'ok', actor: by ?? owner, detail })
  return { sessionId, userId: user.id }
}

/**
 * Ends a session, records it and tells the listeners. `by` is the administrator who did it, else the owner.
 * Returns false when it had ended already. Ending is the safe side: it happens even when the trail cannot be written,
 * and then the log says so.
 */
export async function endSession(
  sessionId: string,
  reason: EndReason,
  by: AuditEntry['actor'] = null,
): Promise<boolean> {
  const ended = await inTransaction((tx) => endWithAudit(tx, { sessionId, reason, by })).catch(
    async (error: unknown) => {
      logger.error('a session ended without an audit record', { errorName: errorName(error) })
      const client = await db()
      const { count } = await endRow(client, sessionId, reason)
      const row = count > 0 ? await client.session.findUnique({ where: { id: sessionId } }) : null
      return row && { sessionId, userId: row.userId }
    },
  )
  if (ended) emitSessionEnded(ended)
  return ended !== null
}

/** Ends every live session of a person and returns how many there were. */
export async function endAllSessions(
  userId: string,
  reason: EndReason,
  by: AuditEntry['actor'] = null,
): Promise<number> {
  const live = await (await db()).session.findMany({ where: { userId, endedAt: null }, select: { id: true } })
  let count = 0
  for (const { id } of live) if (await endSession(id, reason, by)) count += 1
  return count
}
