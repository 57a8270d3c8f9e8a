import 'server-only'
import type { Prisma } from '@prisma/client'
import { EMERGENCY_ROLES } from '@/lib/auth/break-glass/account'
import { deniedReason } from '@/lib/auth/denied-sessions'
import { endSession } from '@/lib/auth/end-session'
import { rolesInForce } from '@/lib/auth/grants-in-force'
import { lockSession } from '@/lib/auth/lock-session'
import { isIdleForLock, isLocked } from '@/lib/auth/lock-state'
import type { Actor } from '@/lib/shared/actor'
import { hashSid, readSid } from '@/lib/auth/session-cookie'
import { idleSecondsOf, readSessionLimits, reasonToEnd, type SessionLimits } from '@/lib/auth/session-limits'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { toLocale } from '@/lib/shared/locale'

const WITH_USER = { user: { include: { grants: true, department: true } } } as const
type Row = Prisma.SessionGetPayload<{ include: typeof WITH_USER }>

/** Longest time between two writes of the last action, in ms. A request within it needs no write. */
const TOUCH_EVERY_MS = 15_000

async function touchRow(row: Row, limits: SessionLimits, now: number): Promise<void> {
  const seconds = Math.min(idleSecondsOf(row.user, limits), limits.lockAfterSeconds / 2)
  const every = Math.min(TOUCH_EVERY_MS, seconds * 250)
  if (now - row.lastActionAt.getTime() < every) return
  const data = { lastActionAt: new Date(now) }
  await (
    await db()
  ).session
    .updateMany({ where: { id: row.id, endedAt: null }, data })
    // Without the write the session idles out sooner, which is the safe side: no request fails for it.
    .catch((error: unknown) => {
      logger.warn('the last action of a session could not be written', {
        component: 'auth',
        ...faultFields(error),
      })
    })
}

/** A screen that was left is locked by the server, whatever the browser did. What cannot be written is locked all the same. */
async function lockIfLeft(row: Row, limits: SessionLimits, now: number): Promise<boolean> {
  if (row.lockedAt === null && isIdleForLock(row, limits, now)) {
    const { id: userId, displayName, departmentId } = row.user
    await lockSession({ sessionId: row.id, userId, displayName, departmentId }, row)
  }
  return isLocked(row, limits, now)
}

function toActor({ user, ...row }: Row, locked: boolean): Actor {
  return {
    userId: user.id,
    username: user.username,
    displayName: user.displayName,
    departmentId: user.departmentId,
    roles: row.kind === 'break_glass' ? EMERGENCY_ROLES : rolesInForce(user.grants, new Date()),
    locale: toLocale(user.locale),
    sessionId: row.id,
    locked,
    emergency: row.kind === 'break_glass',
  }
}

/**
 * The signed-in person of the current request, from the session row. `touch` counts the request as something the
 * person did, which postpones the idle limit and the lock. Throws AppError `unauthenticated` (no such session) or
 * `session_expired` or `signed_in_elsewhere`; a session found to be over its limits is ended here.
 */
export async function readActor({ touch }: { touch: boolean }): Promise<Actor> {
  const sid = await readSid()
  if (sid === null) throw new AppError('unauthenticated')
  const row = await (await db()).session.findUnique({ where: { sidHash: hashSid(sid) }, include: WITH_USER })
  if (!row) throw new AppError('unauthenticated')
  const ended = deniedReason(row.id, row.sidHash) ?? (row.endedAt ? row.endReason : null)
  if (ended !== null || row.endedAt) {
    throw new AppError(ended === 'signed_in_elsewhere' ? 'signed_in_elsewhere' : 'session_expired')
  }
  const now = Date.now()
  const limits = await readSessionLimits()
  const reason = reasonToEnd(row, limits, now)
  if (reason) {
    await endSession(row.id, reason)
    throw new AppError('session_expired')
  }
  const locked = await lockIfLeft(row, limits, now)
  if (touch && !locked) await touchRow(row, limits, now)
  return toActor(row, locked)
}

/** The signed-in person, or null when nobody is. Never counts as something the person did. */
export async function findActor(): Promise<Actor | null> {
  try {
    return await readActor({ touch: false })
  } catch (error) {
    if (error instanceof AppError && error.status === 401) return null
    throw error
  }
}
