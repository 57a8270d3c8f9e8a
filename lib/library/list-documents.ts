import 'server-only'
import type { LibraryEdition } from '@prisma/client'
import type { z } from 'zod'
import { db } from '@/lib/db/client'
import { can } from '@/lib/feature/can'
import { LIBRARY_PAGE, type listDocumentsOutput, type listDocumentsQuery } from '@/lib/library/contract'
import { library } from '@/lib/library/feature'
import { decidesAs, decisionsOf, mayRead, targetsOf } from '@/lib/library/rights/contract'
import { toEditions } from '@/lib/library/to-edition'
import type { Actor } from '@/lib/shared/actor'

type Query = z.infer<typeof listDocumentsQuery>

/** The edition that stands for a document: the one in force, else the newest. */
const shownOf = (editions: readonly LibraryEdition[]): LibraryEdition | undefined =>
  editions.find(({ state }) => state === 'in_force') ?? editions[0]

function keeps({ search, publisher, year, departmentId, state, examples }: Query) {
  const words = (search ?? '').toLowerCase()
  return (shown: LibraryEdition, editions: readonly LibraryEdition[]): boolean =>
    `${shown.title}\n${shown.publisher}`.toLowerCase().includes(words) &&
    (publisher === undefined || shown.publisher === publisher) &&
    (year === undefined || shown.year === year) &&
    (examples === 'with' || !shown.example) &&
    (departmentId === undefined || shown.departmentId === departmentId) &&
    (state === undefined || editions.some((one) => one.state === state))
}

const compare = ({ sort, order }: Query) => {
  const sign = order === 'asc' ? 1 : -1
  return (a: LibraryEdition, b: LibraryEdition): number => {
    const by =
      sort === 'year' || sort === 'proposedAt'
        ? Number(a[sort]) - Number(b[sort])
        : a[sort].localeCompare(b[sort], 'zh-CN')
    return sign * by || a.id.localeCompare(b.id)
  }
}

/** The documents that the person may see, a page of them, with what the filters can be set to. */
export async function listDocuments(
  query: Query,
  actor: Actor,
): Promise<z.infer<typeof listDocumentsOutput>> {
  const client = await db()
  const rows = (await client.libraryEdition.findMany({ orderBy: { proposedAt: 'desc' } })).filter((row) =>
    mayRead(actor, row),
  )
  const documents = [...Map.groupBy(rows, ({ documentId }) => documentId)].flatMap(([id, editions]) => {
    const shown = shownOf(editions)
    return shown ? [{ id, shown, editions }] : []
  })
  const keep = keeps(query)
  const kept = documents.filter(({ shown, editions }) => keep(shown, editions))
  const by = compare(query)
  kept.sort((a, b) => by(a.shown, b.shown))
  const page = kept.slice((query.page - 1) * LIBRARY_PAGE, query.page * LIBRARY_PAGE)
  const shown = await toEditions(
    page.map((one) => one.shown),
    actor,
  )
  const departments = await client.department.findMany({ select: { id: true } })
  return {
    documents: page.flatMap(({ id, editions }, at) => {
      const edition = shown[at]
      const waiting = editions.some(({ state }) => state === 'proposed')
      return edition ? [{ id, edition, editions: editions.length, waiting }] : []
    }),
    total: kept.length,
    publishers: [...new Set(documents.map((one) => one.shown.publisher))].sort(),
    years: [...new Set(documents.map((one) => one.shown.year))].sort((a, b) => b - a),
    targets: targetsOf(
      actor,
      departments.map(({ id }) => id),
    ),
    decidable: rows.filter((row) => decisionsOf(actor, row).includes('approve')).length,
    seesUse: can(actor, library.permissions['library:use']),
    examples:
      decidesAs(actor, { departmentId: null }) === null
        ? 0
        : rows.filter(({ example, state }) => example && state === 'in_force').length,
  }
}
