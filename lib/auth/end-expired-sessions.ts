import 'server-only'
import type { Prisma } from '@prisma/client'
import { AHEAD_MS } from '@/lib/auth/clock-set-back'
import { endSession } from '@/lib/auth/end-session'
import { lockSession } from '@/lib/auth/lock-session'
import { isLocked, lockedInMemory, unlockInMemory } from '@/lib/auth/lock-state'
import { readSessionLimits, reasonToEnd, type SessionLimits } from '@/lib/auth/session-limits'
import { db, type Tx } from '@/lib/db/client'

const KEEP_ENDED_MS = 30 * 24 * 60 * 60 * 1000
const KEEP_FAILURES_MS = 60 * 60 * 1000

type Live = Prisma.SessionGetPayload<{ include: { user: true } }>

/** Locks what was left, and writes what could only be locked in memory; one that fails is tried again at the next round. */
async function lockIfLeft({ user, ...row }: Live, limits: SessionLimits, now: number): Promise<void> {
  if (row.lockedAt !== null || !isLocked(row, limits, now)) return
  const { id: userId, displayName, departmentId } = user
  await lockSession({ sessionId: row.id, userId, displayName, departmentId }, row)
}

/**
 * Times of before lie ahead of a clock that was set back: idle time counts from now on, no session lasts longer than one that begins
 * now, and no failure of then keeps anybody out.
 */
async function followClock(
  client: Pick<Tx, 'session' | 'signInFailure'>,
  limits: SessionLimits,
  now: number,
) {
  const ahead = { gt: new Date(now + AHEAD_MS) }
  const live = { endedAt: null }
  await client.session.updateMany({
    where: { ...live, lastActionAt: ahead },
    data: { lastActionAt: new Date(now) },
  })
  const longest = now + limits.absoluteSeconds * 1000
  await client.session.updateMany({
    where: { ...live, expiresAt: { gt: new Date(longest + AHEAD_MS) } },
    data: { expiresAt: new Date(longest) },
  })
  await client.signInFailure.deleteMany({ where: { at: ahead } })
}

/**
 * Ends every session that is over its idle or absolute limit or whose owner is disabled, locks those
 * that were left, and removes rows nobody needs any more. Meant to run every half minute, so that what a person left in memory is wiped without a further request.
 * Returns how many sessions it ended.
 */
export async function endExpiredSessions(): Promise<number> {
  const client = await db()
  const now = Date.now()
  const limits = await readSessionLimits()
  const live = await client.session.findMany({
    where: { endedAt: null },
    include: { user: { include: { department: true } } },
  })
  let count = 0
  for (const row of live) {
    const reason = reasonToEnd(row, limits, now)
    if (!reason) await lockIfLeft(row, limits, now)
    else if (await endSession(row.id, reason)) count += 1
  }
  await followClock(client, limits, now)
  const liveIds = new Set(live.map(({ id }) => id))
  for (const id of lockedInMemory()) if (!liveIds.has(id)) unlockInMemory(id)
  await client.session.deleteMany({ where: { endedAt: { lt: new Date(now - KEEP_ENDED_MS) } } })
  await client.signInFailure.deleteMany({ where: { at: { lt: new Date(now - KEEP_FAILURES_MS) } } })
  return count
}
