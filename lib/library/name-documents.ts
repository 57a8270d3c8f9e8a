import 'server-only'
import type { z } from 'zod'
import { db } from '@/lib/db/client'
import type { nameDocumentsOutput } from '@/lib/library/contract'
import { mayRead } from '@/lib/library/rights/contract'
import type { Actor } from '@/lib/shared/actor'

/** The names of documents that the person may find, by the edition in force or else the newest; the others are left out. */
export async function nameDocuments(
  ids: readonly string[],
  actor: Actor,
): Promise<z.infer<typeof nameDocumentsOutput>> {
  const rows = await (
    await db()
  ).libraryEdition.findMany({
    where: { documentId: { in: [...ids] }, state: { in: ['in_force', 'superseded', 'retired'] } },
    orderBy: { proposedAt: 'desc' },
  })
  const seen = rows.filter((row) => mayRead(actor, row))
  const documents = ids.flatMap((id) => {
    const own = seen.filter(({ documentId }) => documentId === id)
    const shown = own.find(({ state }) => state === 'in_force') ?? own[0]
    if (!shown) return []
    const { title, publisher, year, state } = shown
    return [{ id, title, publisher, year, inForce: state === 'in_force' }]
  })
  return { documents }
}
