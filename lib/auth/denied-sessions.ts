import 'server-only'
import type { EndReason } from '@/lib/auth/end-session'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'

/** How long a session stays denied after its row says that it ended: a request may have read the row just before. */
const KEEP_MS = 60_000

interface Denied {
  reason: EndReason
  /** When the database had taken the end, in ms; null while it has not. */
  writtenAt: number | null
}

interface Store {
  /** By session id, or by the hash of the cookie's id where the row could not be read. */
  denied: Map<string, Denied>
  /** Ends that the database has not taken yet, to be tried again. */
  owed: Map<string, () => Promise<unknown>>
}

const store = (): Store =>
  processSingleton('denied-sessions', () => ({
    denied: new Map<string, Denied>(),
    owed: new Map<string, () => Promise<unknown>>(),
  }))

/** Denies a session in this process from now on, whatever its row says. Returns false when it was denied already. */
export function denySession(key: string, reason: EndReason): boolean {
  const { denied } = store()
  if (denied.has(key)) return false
  denied.set(key, { reason, writtenAt: null })
  return true
}

/** Why a session is denied by its id or by the hash of its cookie's id; null when it is not. */
export function deniedReason(...keys: readonly string[]): EndReason | null {
  for (const key of keys) {
    const found = store().denied.get(key)
    if (found) return found.reason
  }
  return null
}

/** Notes that the database took the end of a session. */
export function noteWritten(key: string): void {
  store().owed.delete(key)
  const found = store().denied.get(key)
  if (found) found.writtenAt = Date.now()
}

/** Remembers an end that the database did not take; `again` is called until `noteWritten`. */
export function oweEnd(key: string, again: () => Promise<unknown>): void {
  store().owed.set(key, again)
}

/**
 * Tries once more to write every end that the database did not take, and forgets those written a minute ago. Meant to
 * run every few seconds. Returns how many are still owed.
 */
export async function writeOwedEnds(now = Date.now()): Promise<number> {
  const { owed, denied } = store()
  for (const again of [...owed.values()]) {
    await again().catch((error: unknown) => {
      logger.warn('the end of a session is still owed', { component: 'auth', ...faultFields(error) })
    })
  }
  for (const [key, { writtenAt }] of denied) {
    if (writtenAt !== null && writtenAt + KEEP_MS <= now) denied.delete(key)
  }
  return owed.size
}
