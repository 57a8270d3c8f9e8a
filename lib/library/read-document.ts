import 'server-only'
import type { LibraryEdition } from '@prisma/client'
import type { z } from 'zod'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { PASSAGES_PAGE, type readDocumentOutput, type readDocumentQuery } from '@/lib/library/contract'
import { decisionsOf, mayPropose, mayRead } from '@/lib/library/rights/contract'
import { storedPlaces, toEditions } from '@/lib/library/to-edition'
import type { Actor } from '@/lib/shared/actor'

/** The page of passages that is wanted, from 1: that of a passage, or the one that was named. */
async function pageOf({ passage, page }: z.infer<typeof readDocumentQuery>, { id }: LibraryEdition) {
  if (passage === undefined) return page ?? 1
  const row = await (await db()).libraryPassage.findFirst({ where: { id: passage, editionId: id } })
  return row ? Math.floor(row.ordinal / PASSAGES_PAGE) + 1 : 1
}

/**
 * A document with its editions and a page of the passages of one of them, by default the one in force. Throws AppError
 * `not_found` for what is out of sight too.
 */
export async function readDocument(
  { id, ...query }: { id: string } & z.infer<typeof readDocumentQuery>,
  actor: Actor,
): Promise<z.infer<typeof readDocumentOutput>> {
  const client = await db()
  const rows = (
    await client.libraryEdition.findMany({ where: { documentId: id }, orderBy: { proposedAt: 'desc' } })
  ).filter((row) => mayRead(actor, row))
  const shown =
    query.edition === undefined
      ? (rows.find(({ state }) => state === 'in_force') ?? rows[0])
      : rows.find((row) => row.id === query.edition)
  if (!shown) throw new AppError('not_found')
  const page = await pageOf(query, shown)
  const passages = await client.libraryPassage.findMany({
    where: { editionId: shown.id },
    orderBy: { ordinal: 'asc' },
    skip: (page - 1) * PASSAGES_PAGE,
    take: PASSAGES_PAGE,
  })
  const [edition, ...editions] = await toEditions([shown, ...rows], actor)
  if (!edition) throw new AppError('not_found')
  const decides = decisionsOf(actor, shown).length > 0 || shown.proposedById === actor.userId
  const listed = decides ? storedPlaces(shown) : []
  return { id, edition, editions, listed, proposes: mayPropose(actor, shown.departmentId), page, passages }
}
