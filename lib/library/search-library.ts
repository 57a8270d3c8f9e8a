import 'server-only'
import type { LibraryEdition } from '@prisma/client'
import type { z } from 'zod'
import { db } from '@/lib/db/client'
import { clinicalDictionary } from '@/lib/terminology/clinical-dictionary'
import type { searchInput, searchOutput } from '@/lib/library/contract'
import { library } from '@/lib/library/feature'
import { indexState } from '@/lib/library/keep-index'
import { mayRead } from '@/lib/library/library-rights'
import { readQuery } from '@/lib/library/query/read-query'
import { hasBegun, isExpired } from '@/lib/library/to-edition'
import { readPolicy } from '@/lib/policies/read-policy'
import type { Actor } from '@/lib/shared/actor'

type Filters = Pick<z.infer<typeof searchInput>, 'publisher' | 'year' | 'departmentId'>

/** The editions in force that the person may find, by id. The rows say so at the moment of the question, not the index. */
async function findable({ publisher, year, departmentId }: Filters, actor: Actor) {
  const rows = await (
    await db()
  ).libraryEdition.findMany({
    where: {
      state: 'in_force',
      ...(publisher === undefined ? {} : { publisher }),
      ...(year === undefined ? {} : { year }),
      ...(departmentId === undefined ? {} : { departmentId }),
    },
  })
  const seen = rows.filter((row) => hasBegun(row) && mayRead(actor, row))
  return new Map<string, LibraryEdition>(seen.map((row) => [row.id, row]))
}

/** Passages of documents in force that answer a question, the best first, out of what the person may read. */
export async function searchLibrary(
  { query, limit, ...filters }: z.infer<typeof searchInput>,
  actor: Actor,
): Promise<z.infer<typeof searchOutput>> {
  const { maxResults } = await readPolicy(library.policies.library)
  const editions = await findable(filters, actor)
  const { index, complete } = indexState()
  const read = readQuery(query, { dictionary: clinicalDictionary(), facts: [] })
  const hits = index.search(read, Math.min(limit ?? maxResults, maxResults), (id) => editions.has(id))
  const rows = await (
    await db()
  ).libraryPassage.findMany({
    where: { id: { in: hits.map(({ id }) => id) } },
  })
  const passages = hits.flatMap(({ id, editionId, score, matched }) => {
    const passage = rows.find((row) => row.id === id)
    const edition = editions.get(editionId)
    if (!passage || passage.editionId !== edition?.id) return []
    const { documentId, title, publisher, year, departmentId, example } = edition
    const { heading, page, text } = passage
    const of = { documentId, editionId, passageId: id, title, publisher, year, departmentId, example }
    return [{ ...of, expired: isExpired(edition), heading, page, text, score, matched: [...matched] }]
  })
  return { passages, complete }
}
