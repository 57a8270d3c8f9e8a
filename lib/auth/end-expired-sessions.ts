import 'server-only'
import { endSession } from '@/lib/auth/end-session'
import { readSessionLimits, reasonToEnd } from '@/lib/auth/session-limits'
import { db } from '@/lib/db/client'

const KEEP_ENDED_MS = 30 * 24 * 60 * 60 * 1000
const KEEP_FAILURES_MS = 60 * 60 * 1000

/**
 * Ends every session that is over its idle or absolute limit or whose owner is disabled, and removes rows nobody needs
 * any more. Meant to run every half minute, so that what a person left in memory is wiped without a further request.
 * Returns how many sessions it ended.
 */
export async function endExpiredSessions(): Promise<number> {
  const client = await db()
  const now = Date.now()
  const limits = await readSessionLimits()
  const live = await client.session.findMany({
    where: { endedAt: null },
    include: { user: { select: { disabledAt: true, department: true } } },
  })
  let count = 0
  for (const row of live) {
    const reason = reasonToEnd(row, limits, now)
    if (reason && (await endSession(row.id, reason))) count += 1
  }
  await client.session.deleteMany({ where: { endedAt: { lt: new Date(now - KEEP_ENDED_MS) } } })
  await client.signInFailure.deleteMany({ where: { at: { lt: new Date(now - KEEP_FAILURES_MS) } } })
  return count
}
