import 'server-only'
import { deniedReason } from '@/lib/auth/denied-sessions'
import { isLocked } from '@/lib/auth/lock-state'
import { readSessionLimits, reasonToEnd } from '@/lib/auth/session-limits'
import { db } from '@/lib/db/client'

/** Whether a session is going on behind a locked screen. */
export async function sessionIsLocked(sessionId: string): Promise<boolean> {
  const row = await (await db()).session.findUnique({ where: { id: sessionId } })
  return row !== null && row.endedAt === null && isLocked(row, await readSessionLimits(), Date.now())
}

/** Whether a session may still read what it owns: not ended, not locked, within its limits. Never touches it. */
export async function sessionIsOpen(sessionId: string): Promise<boolean> {
  const row = await (
    await db()
  ).session.findUnique({
    where: { id: sessionId },
    include: { user: { select: { disabledAt: true, department: true } } },
  })
  if (!row || row.endedAt || deniedReason(row.id, row.sidHash)) return false
  const [limits, now] = [await readSessionLimits(), Date.now()]
  return !isLocked(row, limits, now) && reasonToEnd(row, limits, now) === null
}
