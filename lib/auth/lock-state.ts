import 'server-only'
import type { Prisma } from '@prisma/client'
import { AHEAD_MS } from '@/lib/auth/clock-set-back'
import type { SessionLimits } from '@/lib/auth/session-limits'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'

type Listener = (sessionId: string) => void

interface LockState {
  /** Sessions locked in this process, whether or not the database took it. */
  locked: Set<string>
  /** Until when a presentation keeps a session from locking itself, in ms. */
  heldUntil: Map<string, number>
  listeners: Set<Listener>
}
const state = (): LockState =>
  processSingleton('lock-state', () => ({ locked: new Set(), heldUntil: new Map(), listeners: new Set() }))

/** Locks a session in memory, before anything that can fail, and tells whoever still sends it something. */
export function lockInMemory(sessionId: string): void {
  if (state().locked.has(sessionId)) return
  state().locked.add(sessionId)
  for (const listener of state().listeners) {
    try {
      listener(sessionId)
    } catch (error) {
      logger.error('a lock listener failed', { component: 'auth', ...faultFields(error) })
    }
  }
}

/** Opens a session in memory, after the password was proved and the row says so, or when it is over. */
export function unlockInMemory(sessionId: string): void {
  state().locked.delete(sessionId)
}

/** Sessions locked in memory. */
export const lockedInMemory = (): readonly string[] => [...state().locked]

/** Calls `listener` at once whenever a session is locked; returns what takes it back. */
export function onSessionLocked(listener: Listener): () => void {
  state().listeners.add(listener)
  return () => void state().listeners.delete(listener)
}

/** Keeps a session from locking itself for a presentation, until this time in ms. */
export function holdLock(sessionId: string, until: number): void {
  state().heldUntil.set(sessionId, until)
}

/** Ends what keeps a session from locking itself. */
export function releaseLock(sessionId: string): void {
  state().heldUntil.delete(sessionId)
}

type Row = Pick<Prisma.SessionGetPayload<object>, 'id' | 'lockedAt' | 'lastActionAt'>

/**
 * Whether the last action is longer ago than the policy lets a screen stay open, and no presentation holds it open; or nobody knows how
 * long ago it is, because the clock was set back.
 */
export function isIdleForLock({ id, lastActionAt }: Row, limits: SessionLimits, now: number): boolean {
  const ago = now - lastActionAt.getTime()
  if (ago < -AHEAD_MS) return true
  if ((state().heldUntil.get(id) ?? 0) > now) return false
  return ago > limits.lockAfterSeconds * 1000
}

/** Whether a session is locked: by its row, in memory, or because of its last action, whatever the browser did. */
export function isLocked(row: Row, limits: SessionLimits, now: number): boolean {
  return row.lockedAt !== null || state().locked.has(row.id) || isIdleForLock(row, limits, now)
}
