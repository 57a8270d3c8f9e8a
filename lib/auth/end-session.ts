import 'server-only'
import { recordEvent, type AuditEntry } from '@/lib/audit/record-event'
import { deniedReason, denySession, noteWritten, oweEnd } from '@/lib/auth/denied-sessions'
import { authEvents } from '@/lib/auth/events'
import { emitSessionEnded } from '@/lib/auth/session-events'
import { db, inTransaction, type Tx } from '@/lib/db/client'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

const EVENT = {
  signed_out: authEvents['session.signed_out'],
  signed_out_everywhere: authEvents['session.signed_out'],
  superseded: authEvents['session.signed_out'],
  secured: authEvents['session.signed_out'],
  signed_in_elsewhere: authEvents['session.revoked'],
  idle: authEvents['session.expired'],
  absolute: authEvents['session.expired'],
  revoked: authEvents['session.revoked'],
  user_disabled: authEvents['session.revoked'],
  directory_unknown: authEvents['session.revoked'],
  unlock_failures: authEvents['session.revoked'],
}

/** Why a session ended, as kept in its row and in the audit trail. */
export type EndReason = keyof typeof EVENT

/** Ends that destroy at once what the session held: the person's own, an administrator's, and time. Others keep it for the person. */
const DESTROYS: ReadonlySet<EndReason> = new Set([
  'signed_out',
  'signed_out_everywhere',
  'revoked',
  'user_disabled',
  'idle',
])

const endRow = (tx: Tx, sessionId: string, reason: EndReason) =>
  tx.session.updateMany({
    where: { id: sessionId, endedAt: null },
    data: { endedAt: new Date(), endReason: reason },
  })

interface Ending {
  sessionId: string
  reason: EndReason
  by: AuditEntry['actor']
}

async function endWithAudit(tx: Tx, { sessionId, reason, by }: Ending): Promise<boolean> {
  const { count } = await endRow(tx, sessionId, reason)
  if (count === 0) return false
  const { user } = await tx.session.findUniqueOrThrow({ where: { id: sessionId }, include: { user: true } })
  const owner = { userId: user.id, displayName: user.displayName, departmentId: user.departmentId }
  const detail = { reason, sessionId, ...(by ? { ofUserId: user.id } : {}) }
  await recordEvent(tx, { event: EVENT[reason], outcome: 'ok', actor: by ?? owner, detail })
  return true
}

/** Writes the end with its record, or at least the end. What the database takes neither of is owed, and counts as ended. */
async function writeEnd(ending: Ending): Promise<boolean> {
  const { sessionId, reason } = ending
  const owe = (error: unknown): true => {
    logger.error('the end of a session could not be written yet', {
      component: 'auth',
      ...faultFields(error),
    })
    oweEnd(sessionId, () => writeEnd(ending))
    return true
  }
  try {
    const ended = await inTransaction((tx) => endWithAudit(tx, ending)).catch(async (error: unknown) => {
      const { count } = await endRow(await db(), sessionId, reason)
      logger.error('a session ended without an audit record', { component: 'auth', ...faultFields(error) })
      return count > 0
    })
    noteWritten(sessionId)
    return ended
  } catch (error) {
    return owe(error)
  }
}

/** Denies a session in this process, and wipes or puts away what it left in memory. Asks nothing of the database. */
function endInMemory(sessionId: string, reason: EndReason): void {
  if (denySession(sessionId, reason)) emitSessionEnded({ sessionId, keeps: !DESTROYS.has(reason) })
}

/**
 * Ends a session: in memory first, where it is denied and what it held is wiped, then in its row, with a record. `by` is
 * the administrator who did it, else the owner. Returns false when it had ended already. Ending is the safe side: it
 * holds on a full disk, and the row is written when the database takes it (`writeOwedEnds`).
 */
export async function endSession(
  sessionId: string,
  reason: EndReason,
  by: AuditEntry['actor'] = null,
): Promise<boolean> {
  endInMemory(sessionId, reason)
  return writeEnd({ sessionId, reason, by })
}

/** Ends the session of a cookie, by the hash of the id in it. Holds even when its row cannot be read now. */
export async function endSessionOfCookie(sidHash: string, reason: EndReason): Promise<void> {
  denySession(sidHash, reason)
  const write = async (): Promise<void> => {
    const row = await (await db()).session.findUnique({ where: { sidHash } })
    if (row) await endSession(row.id, reason)
    noteWritten(sidHash)
  }
  await write().catch((error: unknown) => {
    logger.error('the end of a session could not be written yet', {
      component: 'auth',
      ...faultFields(error),
    })
    oweEnd(sidHash, write)
  })
}

/** Ends every live session of a person, all of them in memory before the first row. Returns how many there were. */
export async function endAllSessions(
  userId: string,
  reason: EndReason,
  by: AuditEntry['actor'] = null,
): Promise<number> {
  const rows = await (await db()).session.findMany({ where: { userId, endedAt: null }, select: { id: true } })
  const live = rows.filter(({ id }) => deniedReason(id) === null)
  for (const { id } of live) endInMemory(id, reason)
  let count = 0
  for (const { id } of live) if (await writeEnd({ sessionId: id, reason, by })) count += 1
  return count
}
