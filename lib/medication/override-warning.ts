import 'server-only'
import { recordAlone } from '@/lib/audit/record-event'
import type { Actor } from '@/lib/shared/actor'
import { AppError } from '@/lib/errors/app-error'
import { medicationEvents } from '@/lib/medication/events'
import type { OverrideInput } from '@/lib/medication/contract'
import { tablesInForce } from '@/lib/terminology/medication-in-force'

/**
 * Records that a doctor keeps an order against a serious warning, by the row and a reason of the closed list; no word of the
 * order. Throws AppError `not_found` for a row that no table holds.
 */
export async function overrideWarning(
  { row, reason }: OverrideInput,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<void> {
  const { rows, version } = await tablesInForce()
  const known = Object.values(rows).some((table: readonly { id: string }[]) =>
    table.some(({ id }) => id === row),
  )
  if (!known) throw new AppError('not_found')
  const detail = { row, reason, tables: version }
  await recordAlone({
    event: medicationEvents['medication.overridden'],
    outcome: 'ok',
    actor,
    requestId,
    detail,
  })
}
