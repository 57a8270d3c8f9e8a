import 'server-only'
import type { z } from 'zod'
import type { changeUserStateInput } from '@/lib/admin/contract'
import { otherSecurityAdmins } from '@/lib/admin/last-security-admin'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { PEOPLE_ONLY } from '@/lib/auth/break-glass/account'
import type { Actor } from '@/lib/auth/permissions'
import { endAllSessions } from '@/lib/auth/session'
import { AppError } from '@/lib/errors/app-error'

/**
 * Bars a person from the portal, ending their sessions, or lets them in again. What the directory disabled, only the
 * directory lifts. Throws AppError `own_account`, `not_found`, `stale`, `conflict`, or `last_security_admin`.
 */
export async function changeUserState(
  { userId, disabled, version }: { userId: string } & z.infer<typeof changeUserStateInput>,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<void> {
  if (userId === actor.userId) throw new AppError('own_account')
  await inAuditedTransaction(async (tx) => {
    const user = await tx.user.findUnique({
      where: { id: userId, ...PEOPLE_ONLY },
      include: { grants: true },
    })
    if (!user) throw new AppError('not_found')
    if (user.version !== version) throw new AppError('stale')
    if (!disabled && user.disabledBy === 'directory') throw new AppError('conflict')
    const isAdmin = user.grants.some(({ role }) => role === 'security_admin')
    if (disabled && isAdmin && (await otherSecurityAdmins(tx, userId)) === 0) {
      throw new AppError('last_security_admin')
    }
    const state = disabled
      ? { disabledAt: new Date(), disabledBy: 'admin' }
      : { disabledAt: null, disabledBy: null }
    await tx.user.update({ where: { id: userId }, data: { ...state, version: { increment: 1 } } })
    const event = disabled ? 'user.disabled' : 'user.enabled'
    await recordEvent(tx, { event, outcome: 'ok', actor, requestId, detail: { userId } })
  })
  if (disabled) await endAllSessions(userId, 'user_disabled', actor)
}
