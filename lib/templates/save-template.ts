import 'server-only'
import type { z } from 'zod'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import type { Actor } from '@/lib/shared/actor'
import { readPolicy } from '@/lib/policies/read-policy'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { addVersion, type By } from '@/lib/templates/add-version'
import type { createTemplateInput, saveVersionInput, saveVersionOutput } from '@/lib/templates/contract'
import type { TemplateDefinition } from '@/lib/templates/pure/definition'
import { templatesEvents } from '@/lib/templates/events'
import { templates } from '@/lib/templates/feature'
import { seenTemplate, seenVersion } from '@/lib/templates/find-template'
import { guardDefinition } from '@/lib/templates/guard-definition'
import { storeProposal } from '@/lib/templates/store-proposal'
import { rightsOf } from '@/lib/templates/template-rights'

async function roomForOneMore(tx: Tx, { userId }: Actor): Promise<void> {
  const { personalMax } = await readPolicy(templates.policies.templates, tx)
  const own = await tx.template.count({ where: { ownerId: userId, removedAt: null } })
  if (own >= personalMax) throw new AppError(templates.errors.template_limit, { limit: personalMax })
}

/** Stores a new personal template inside the caller's transaction. Throws AppError `template_limit`. */
export async function storePersonal(
  tx: Tx,
  { definition, note }: { definition: TemplateDefinition; note: string },
  by: By,
): Promise<string> {
  const { actor } = by
  await roomForOneMore(tx, actor)
  const { id } = await tx.template.create({ data: { scope: 'personal', ownerId: actor.userId, current: 0 } })
  await storeOwnVersion(tx, { id, base: 0, definition, note }, by)
  return id
}

/** Adds a version to an own template inside the caller's transaction. Throws AppError `stale` when it was overtaken. */
export async function storeOwnVersion(
  tx: Tx,
  { id, base, definition, note }: { id: string; base: number; definition: TemplateDefinition; note: string },
  { actor, requestId }: By,
): Promise<void> {
  const people = { createdById: actor.userId, approvedById: null }
  const { number, sha256 } = await addVersion(tx, { id, current: base }, { definition, note, ...people })
  const detail = { templateId: id, scope: 'personal', version: number, sha256 }
  await recordEvent(tx, {
    event: templatesEvents['template.changed'],
    outcome: 'ok',
    actor,
    requestId,
    detail,
  })
}

/** Saves a new personal template and returns its id. Throws AppError `template_limit`, or what `guardDefinition` throws. */
export async function createTemplate(
  input: z.infer<typeof createTemplateInput>,
  by: By,
): Promise<{ id: string }> {
  await guardDefinition(input.definition, input.note)
  return { id: await inAuditedTransaction((tx) => storePersonal(tx, input, by)) }
}

/** A personal copy of a template the person may see, in the version in use. Throws AppError `not_found` or `template_limit`. */
export async function duplicateTemplate(id: string, by: By): Promise<{ id: string }> {
  const copy = await inAuditedTransaction(async (tx) => {
    const { definition } = await seenVersion(tx, { id }, by.actor)
    return storePersonal(tx, { definition, note: '' }, by)
  })
  return { id: copy }
}

type Save = { id: string } & z.infer<typeof saveVersionInput>

/**
 * Saves a version: at once in a template of one's own, as a proposal in a published one. Throws AppError `not_found`,
 * `stale`, `forbidden`, or what `guardDefinition` throws.
 */
export async function saveVersion(save: Save, by: By): Promise<z.infer<typeof saveVersionOutput>> {
  await guardDefinition(save.definition, save.note)
  return inAuditedTransaction(async (tx) => {
    const template = await seenTemplate(tx, save.id, by.actor)
    const rights = rightsOf(by.actor, template)
    if (!rights.change && !rights.propose) throw new AppError('forbidden')
    if (template.current !== save.base) throw new AppError('stale')
    if (rights.change) {
      await storeOwnVersion(tx, save, by)
      return { state: 'applied' as const }
    }
    const { scope, departmentId } = template
    const target = { scope, departmentId, templateId: save.id, baseVersion: save.base }
    await storeProposal(tx, { ...target, definition: save.definition, note: save.note }, by)
    return { state: 'pending' as const }
  })
}

/** Puts a former version in use again, as a new one. Throws AppError as `saveVersion` does. */
export async function restoreVersion(
  { id, number, base }: { id: string; number: number; base: number },
  by: By,
): Promise<z.infer<typeof saveVersionOutput>> {
  const { definition } = await inAuditedTransaction((tx) => seenVersion(tx, { id, number }, by.actor))
  return saveVersion({ id, base, definition, note: `← ${number}` }, by)
}
