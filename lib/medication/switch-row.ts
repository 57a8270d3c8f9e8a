import 'server-only'
import { overlayRows } from '@/lib/clinical/medication/hospital-tables'
import { WARNING_TABLES } from '@/lib/clinical/medication/table-schema'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { AppError } from '@/lib/errors/app-error'
import { SWITCH_REASONS, type SwitchRowInput } from '@/lib/medication/contract'
import { medicationEvents } from '@/lib/medication/events'
import { medicationState } from '@/lib/terminology/medication-in-force'
import type { Actor } from '@/lib/shared/actor'

/** The reason under which a row was switched off. */
export const reasonOf = (text: string): (typeof SWITCH_REASONS)[number] =>
  SWITCH_REASONS.find((known) => known === text) ?? 'mistaken'

/**
 * Switches a row of the tables off for a reason of the closed list, or restores it. Throws AppError `not_found` for a row that no
 * table holds, or `stale` where it is so already.
 */
export async function switchRow(
  { row, ...input }: { row: string } & SwitchRowInput,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<void> {
  const rows = overlayRows((await medicationState()).tables)
  const known = WARNING_TABLES.some((table) => rows[table].some(({ id }) => id === row))
  await inAuditedTransaction(async (tx) => {
    const switched = await tx.medicationSwitch.findFirst({ where: { row, restoredAt: null } })
    if (!known && !switched) throw new AppError('not_found')
    if (input.off === (switched !== null)) throw new AppError('stale')
    const reason = input.off ? input.reason : reasonOf(switched?.reason ?? '')
    const detail = { row, off: input.off, reason }
    const event = medicationEvents['medication.row_switched']
    await recordEvent(tx, { event, outcome: 'ok', actor, requestId, detail })
    if (switched) {
      const data = { restoredById: actor.userId, restoredAt: new Date() }
      await tx.medicationSwitch.update({ where: { id: switched.id }, data })
    } else await tx.medicationSwitch.create({ data: { row, reason, switchedById: actor.userId } })
  })
}
