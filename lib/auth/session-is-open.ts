import 'server-only'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/client'

/** Whether a session may still read what it owns: not ended, not locked, within its limits. Never touches it. */
export async function sessionIsOpen(sessionId: string): Promise<boolean> {
  const row = await (await db()).session.findUnique({ where: { id: sessionId } })
  if (!row || row.endedAt || row.lockedAt) return false
  const now = Date.now()
  const idle = now - row.lastActionAt.getTime() >= env().SESSION_IDLE_SECONDS * 1000
  return !idle && now < row.expiresAt.getTime()
}
