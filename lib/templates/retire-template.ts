import 'server-only'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { emptyWriteAheadLog } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { templatesEvents } from '@/lib/templates/events'
import { seenTemplate } from '@/lib/templates/find-template'
import type { By } from '@/lib/templates/add-version'
import { rightsOf } from '@/lib/templates/template-rights'

/**
 * Takes a template out of use, or brings it back: a deprecated one stays readable and asks no more questions. Throws AppError
 * `not_found` or `forbidden`.
 */
export async function deprecateTemplate(
  { id, deprecated }: { id: string; deprecated: boolean },
  { actor, requestId }: By,
): Promise<void> {
  await inAuditedTransaction(async (tx) => {
    const template = await seenTemplate(tx, id, actor)
    if (!rightsOf(actor, template).deprecate) throw new AppError('forbidden')
    await tx.template.update({ where: { id }, data: { deprecatedAt: deprecated ? new Date() : null } })
    const detail = { templateId: id, scope: template.scope, deprecated }
    await recordEvent(tx, {
      event: templatesEvents['template.deprecated'],
      outcome: 'ok',
      actor,
      requestId,
      detail,
    })
  })
}

/**
 * Removes a template with the text of all its versions, from the file too; a published one must be out of use first. Throws AppError `not_found`
 * or `forbidden`.
 */
export async function removeTemplate(id: string, { actor, requestId }: By): Promise<void> {
  await inAuditedTransaction(async (tx) => {
    const template = await seenTemplate(tx, id, actor)
    if (!rightsOf(actor, template).remove) throw new AppError('forbidden')
    await tx.template.update({ where: { id }, data: { removedAt: new Date() } })
    await tx.templateVersion.deleteMany({ where: { templateId: id } })
    await tx.templateFavourite.deleteMany({ where: { templateId: id } })
    const now = new Date()
    await tx.templateProposal.updateMany({
      where: { templateId: id, state: 'pending' },
      data: { state: 'withdrawn', decidedAt: now, definition: '' },
    })
    await tx.templateProposal.updateMany({ where: { templateId: id }, data: { note: '' } })
    const detail = { templateId: id, scope: template.scope, versions: template.current }
    await recordEvent(tx, {
      event: templatesEvents['template.removed'],
      outcome: 'ok',
      actor,
      requestId,
      detail,
    })
  })
  await emptyWriteAheadLog()
}
