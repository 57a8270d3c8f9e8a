import 'server-only'
import { auth } from '@/lib/auth/feature'
import { endSession } from '@/lib/auth/end-session'
import { can } from '@/lib/feature/can'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

/**
 * Ends one live session: one's own, or, for a security admin, anybody's. Throws AppError `not_found` for a session that
 * has ended or is somebody else's.
 */
export async function endOneSession(sessionId: string, actor: Actor): Promise<void> {
  const row = await (await db()).session.findUnique({ where: { id: sessionId } })
  const own = row?.userId === actor.userId
  if (!row || row.endedAt || (!own && !can(actor, auth.permissions['security:manage']))) {
    throw new AppError('not_found')
  }
  await (own ? endSession(sessionId, 'signed_out') : endSession(sessionId, 'revoked', actor))
}
