import 'server-only'
import type { Actor } from '@/lib/shared/actor'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { storedDefinition } from '@/lib/templates/canonical-definition'
import type { TemplateDefinition } from '@/lib/templates/pure/definition'

export interface By {
  actor: Actor
  requestId: string
}

export interface NewVersion {
  definition: TemplateDefinition
  note: string
  createdById: string | null
  approvedById: string | null
}

/** Adds a version to a template and puts it in use; returns its number and hash. */
export async function addVersion(
  tx: Tx,
  { id, current }: { id: string; current: number },
  { definition, note, createdById, approvedById }: NewVersion,
): Promise<{ number: number; sha256: string }> {
  const stored = storedDefinition(definition)
  const number = current + 1
  await tx.templateVersion.create({
    data: { templateId: id, number, ...stored, note, createdById, approvedById },
  })
  const changed = await tx.template.updateMany({ where: { id, current }, data: { current: number } })
  if (changed.count === 0) throw new AppError('stale')
  return { number, sha256: stored.sha256 }
}
