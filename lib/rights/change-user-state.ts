import 'server-only'
import { rightsEvents } from '@/lib/rights/events'
import type { Change } from '@/lib/rights/contract'
import { personToChange, type Applied, type ChangedBy } from '@/lib/rights/changed-by'
import { recordEvent } from '@/lib/audit/record-event'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

/**
 * Bars a person from the portal, ending their sessions, or lets them in again, inside the caller's transaction. What the
 * directory disabled, only the directory lifts. Throws AppError `not_found`, `stale` or `conflict`.
 */
export async function applyUserState(
  tx: Tx,
  change: Extract<Change, { kind: 'user_state' }>,
  { actor, requestId }: ChangedBy,
): Promise<Applied> {
  const { userId, disabled } = change
  const user = await personToChange(tx, change)
  if (!disabled && user.disabledBy === 'directory') throw new AppError('conflict')
  const state = disabled
    ? { disabledAt: new Date(), disabledBy: 'admin' }
    : { disabledAt: null, disabledBy: null }
  await tx.user.update({ where: { id: userId }, data: { ...state, version: { increment: 1 } } })
  const event = rightsEvents[disabled ? 'user.disabled' : 'user.enabled']
  await recordEvent(tx, { event, outcome: 'ok', actor, requestId, detail: { userId } })
  return disabled ? [{ userId, reason: 'user_disabled' }] : []
}
