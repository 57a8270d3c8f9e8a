import 'server-only'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { decisionsOf } from '@/lib/library/rights/contract'
import type { Consequences } from '@/lib/rights/consequences/contract'
import type { Actor } from '@/lib/shared/actor'

type Counts = Consequences['counts']

/** Documents in force, which the model is given passages of, or no more. */
export async function documentsOffered(): Promise<Counts> {
  const count = await (await db()).libraryEdition.count({ where: { state: 'in_force' } })
  return [{ what: 'documents_offered', count }]
}

/**
 * What would be found no more if an edition were taken out of use, and which templates name its document, for those who may take it
 * out. Throws AppError `not_found`, `forbidden`.
 */
export async function withoutEdition(id: string, actor: Actor): Promise<Counts> {
  const client = await db()
  const edition = await client.libraryEdition.findUnique({ where: { id } })
  if (edition?.state !== 'in_force') throw new AppError('not_found')
  if (!decisionsOf(actor, edition).includes('retire')) throw new AppError('forbidden')
  const { documentId, passageCount } = edition
  const naming = await client.templateVersion.findMany({
    where: { definition: { contains: `"${documentId}"` }, template: { removedAt: null, deprecatedAt: null } },
    select: { number: true, template: { select: { current: true } } },
  })
  const current = naming.filter(({ number, template }) => number === template.current)
  return [
    { what: 'passages_withdrawn', count: passageCount },
    { what: 'templates_naming', count: current.length },
  ]
}

/** Documents in force that a site's bundles brought: they stay. */
export async function withoutSite(id: string): Promise<Counts> {
  const where = { originSiteId: id, state: 'in_force' }
  return [{ what: 'documents_kept', count: await (await db()).libraryEdition.count({ where }) }]
}
