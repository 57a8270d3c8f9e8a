import 'server-only'
import type { Template, TemplateVersion } from '@prisma/client'
import type { Actor } from '@/lib/shared/actor'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { readDefinition } from '@/lib/templates/canonical-definition'
import type { TemplateDefinition } from '@/lib/templates/pure/definition'
import { maySee } from '@/lib/templates/template-rights'

export interface FoundVersion {
  template: Template
  version: TemplateVersion
  definition: TemplateDefinition
}

/** A template the person may see. Throws AppError `not_found` for a removed, an unknown and an unseen one alike. */
export async function seenTemplate(tx: Tx, id: string, actor: Actor): Promise<Template> {
  const template = await tx.template.findUnique({ where: { id } })
  if (!template || template.removedAt || !maySee(actor, template)) throw new AppError('not_found')
  return template
}

/** A version of a template the person may see, the one in use unless `number` names another. Throws AppError `not_found`. */
export async function seenVersion(
  tx: Tx,
  { id, number }: { id: string; number?: number | undefined },
  actor: Actor,
): Promise<FoundVersion> {
  const template = await seenTemplate(tx, id, actor)
  const version = await tx.templateVersion.findUnique({
    where: { templateId_number: { templateId: id, number: number ?? template.current } },
  })
  if (!version) throw new AppError('not_found')
  return { template, version, definition: readDefinition(version.definition) }
}
