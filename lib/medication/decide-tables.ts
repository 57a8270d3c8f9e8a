import 'server-only'
import type { z } from 'zod'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { AppError } from '@/lib/errors/app-error'
import type { decideTablesInput } from '@/lib/medication/contract'
import { medicationEvents } from '@/lib/medication/events'
import type { Actor } from '@/lib/shared/actor'

const STATE = { approve: 'in_force', reject: 'rejected' } as const
const SAID = { approve: 'approved', reject: 'rejected' } as const

/**
 * Puts a proposed version in force in the place of the former one, or rejects it. `seen` is the version in force that the decision
 * was made against. Throws AppError `not_found`, `needs_second_person` for one's own, or `stale` when it waits no longer or
 * another version came into force.
 */
export async function decideTables(
  { number, decision, seen }: { number: number } & z.infer<typeof decideTablesInput>,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<void> {
  await inAuditedTransaction(async (tx) => {
    const omit = { content: true } as const
    const row = await tx.medicationVersion.findUnique({ where: { number }, omit })
    if (!row) throw new AppError('not_found')
    if (row.proposedById === actor.userId) throw new AppError('needs_second_person')
    const before = await tx.medicationVersion.findFirst({ where: { state: 'in_force' }, omit })
    if (row.state !== 'proposed' || (before?.number ?? 0) !== seen) throw new AppError('stale')
    const { sha256, proposedById: requestedById } = row
    const detail = { version: number, sha256, decision: SAID[decision], requestedById }
    const event = medicationEvents['medication.decided']
    await recordEvent(tx, { event, outcome: 'ok', actor, requestId, detail })
    if (before && decision === 'approve') {
      await tx.medicationVersion.update({ where: { number: seen }, data: { state: 'superseded' } })
    }
    const data = { state: STATE[decision], decidedById: actor.userId, decidedAt: new Date() }
    await tx.medicationVersion.update({ where: { number }, data })
  })
}
