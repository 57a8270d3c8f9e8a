import 'server-only'
import type { TemplateProposal } from '@prisma/client'
import type { z } from 'zod'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { emptyWriteAheadLog, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { addVersion, type By } from '@/lib/templates/add-version'
import { readDefinition } from '@/lib/templates/canonical-definition'
import type { decideProposalInput, publishInput } from '@/lib/templates/contract'
import { templatesEvents } from '@/lib/templates/events'
import { seenVersion } from '@/lib/templates/find-template'
import { guardDefinition } from '@/lib/templates/guard-definition'
import { storeProposal } from '@/lib/templates/store-proposal'
import { mayDecide, mayPropose } from '@/lib/templates/template-rights'

/**
 * Asks for the version in use of a template to be published to a department or the hospital, as a template of its own.
 * Throws AppError `not_found`, `forbidden` for a place that is not the person's, or what `guardDefinition` throws.
 */
export async function publishTemplate(
  { id, scope, departmentId, note }: { id: string } & z.infer<typeof publishInput>,
  by: By,
): Promise<void> {
  if (!mayPropose(by.actor, { scope, departmentId })) throw new AppError('forbidden')
  const { definition } = await inAuditedTransaction((tx) => seenVersion(tx, { id }, by.actor))
  await guardDefinition(definition, note)
  const target = { scope, departmentId, templateId: null, baseVersion: null }
  await inAuditedTransaction((tx) => storeProposal(tx, { ...target, definition, note }, by))
}

const STATE = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' } as const

async function publish(tx: Tx, row: TemplateProposal, { actor, requestId }: By): Promise<void> {
  const { scope, departmentId, templateId, baseVersion, note, requestedById } = row
  const target =
    templateId === null
      ? await tx.template.create({ data: { scope, departmentId, current: 0 } })
      : await tx.template.findUniqueOrThrow({ where: { id: templateId } })
  if (target.removedAt || (templateId !== null && target.current !== baseVersion)) throw new AppError('stale')
  const people = { createdById: requestedById, approvedById: actor.userId }
  const definition = readDefinition(row.definition)
  const { number, sha256 } = await addVersion(tx, target, { definition, note, ...people })
  const detail = { templateId: target.id, scope, departmentId, version: number, sha256, proposalId: row.id }
  await recordEvent(tx, {
    event: templatesEvents['template.changed'],
    outcome: 'ok',
    actor,
    requestId,
    detail,
  })
}

/**
 * Approves, rejects or withdraws a waiting version; an approved one is in use from then on. The text of what was decided
 * is not kept in the proposal. Throws AppError `not_found`, `needs_second_person` for one's own, or `stale` when it waits no
 * longer or was overtaken.
 */
export async function decideProposal(
  { id, decision }: { id: string } & z.infer<typeof decideProposalInput>,
  by: By,
): Promise<void> {
  const { actor, requestId } = by
  await inAuditedTransaction(async (tx) => {
    const row = await tx.templateProposal.findUnique({ where: { id } })
    const own = row?.requestedById === actor.userId
    if (!row || (!own && !mayDecide(actor, row))) throw new AppError('not_found')
    if ((decision === 'withdraw') !== own) throw new AppError('needs_second_person')
    const now = new Date()
    if (row.state !== 'pending' || row.expiresAt <= now) throw new AppError('stale')
    const state = STATE[decision]
    await tx.templateProposal.update({
      where: { id },
      data: { state, decidedById: actor.userId, decidedAt: now, definition: '' },
    })
    const detail = { proposalId: id, decision: state, requestedById: row.requestedById }
    await recordEvent(tx, {
      event: templatesEvents['template.decided'],
      outcome: 'ok',
      actor,
      requestId,
      detail,
    })
    if (decision === 'approve') await publish(tx, row, by)
  })
  await emptyWriteAheadLog()
}
