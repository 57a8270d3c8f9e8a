import 'server-only'
import type { LibraryEdition } from '@prisma/client'
import { audit } from '@/lib/audit/feature'
import { recordAlone } from '@/lib/audit/record-event'
import { authEvents } from '@/lib/auth/events'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { can } from '@/lib/feature/can'
import { mayRead } from '@/lib/library/rights/contract'
import type { LibraryUseOutput, UseQuery } from '@/lib/library/use/contract'
import { monthsOver, type Month } from '@/lib/library/use/months-over'
import { publishUse, type PublishedUse, type UsedRow } from '@/lib/library/use/publish-use'
import { readAsked } from '@/lib/library/use/read-asked'
import { headedBy, type Actor } from '@/lib/shared/actor'
import { hospitalDay } from '@/lib/shared/hospital-day'

export interface Reader {
  actor: Actor
  requestId: string
  /** The fewest doctors behind anything shown. */
  smallestGroup: number
}

/** The departments whose use the person may read: those they head; all of them for who keeps the library or the trail. */
async function departmentsOf({ department }: UseQuery, { actor, requestId }: Reader) {
  const everywhere =
    can(actor, audit.permissions['audit:read']) || actor.roles.some(({ role }) => role === 'security_admin')
  const departments = await (
    await db()
  ).department.findMany({
    where: everywhere ? {} : { id: { in: [...headedBy(actor)] } },
    orderBy: { code: 'asc' },
    select: { id: true, nameZh: true, nameEn: true },
  })
  const own = departments.map(({ id }) => id)
  if (department !== undefined && !own.includes(department)) {
    const detail = { permission: 'library:use' as const }
    await recordAlone({ event: authEvents['access.denied'], outcome: 'refused', actor, requestId, detail })
    throw new AppError('forbidden')
  }
  const nobodys = everywhere ? [''] : []
  return { departments, covered: new Set(department === undefined ? [...own, ...nobodys] : [department]) }
}

async function readUsed(months: readonly Month[]): Promise<UsedRow[]> {
  const [from, to] = [months[0]?.from ?? '', months.at(-1)?.to ?? '']
  const rows = await (
    await db()
  ).libraryUse.findMany({
    where: { day: { gte: from, lte: to } },
  })
  const cells = Map.groupBy(rows, ({ day, departmentId, documentId }) =>
    [day.slice(0, 7), departmentId, documentId].join(' '),
  )
  return [...cells.values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const sum = (name: 'offered' | 'cited') => own.reduce((all, row) => all + row[name], 0)
    const { departmentId, documentId } = first
    const month = first.day.slice(0, 7)
    return [{ month, departmentId, documentId, offered: sum('offered'), cited: sum('cited') }]
  })
}

/** The edition that stands for each document that the person may find: the one in force, else the newest that once was. */
async function shownEditions(actor: Actor): Promise<Map<string, LibraryEdition>> {
  const rows = await (
    await db()
  ).libraryEdition.findMany({
    where: { state: { in: ['in_force', 'superseded', 'retired'] } },
    orderBy: { proposedAt: 'asc' },
  })
  const shown = new Map<string, LibraryEdition>()
  for (const row of rows.filter((one) => mayRead(actor, one))) {
    if (shown.get(row.documentId)?.state !== 'in_force') shown.set(row.documentId, row)
  }
  return shown
}

function documentsOf(
  { offered, cited, withheld }: PublishedUse,
  editions: ReadonlyMap<string, LibraryEdition>,
): LibraryUseOutput['documents'] {
  // Where everything is left out, nothing is known of a document, and no use least of all.
  const countIn = (counts: PublishedUse['offered'], id: string) => {
    const count = counts.get(id)
    return count === undefined ? (withheld ? null : 0) : count
  }
  return [...editions]
    .filter(([id, { state }]) => state === 'in_force' || offered.has(id))
    .map(([id, { title, publisher, year, departmentId, example, state }]) => ({
      ...{ id, title, publisher, year, departmentId, example, inForce: state === 'in_force' },
      offered: countIn(offered, id),
      cited: countIn(cited, id),
    }))
    .sort((a, b) => (b.offered ?? 0) - (a.offered ?? 0) || a.title.localeCompare(b.title, 'zh-CN'))
}

/**
 * How the library was used in months that are over, as `publishUse` lets it be shown: documents that the reader may find, and which
 * departments' questions found nothing. Throws AppError `forbidden` for a department that is not the reader's to read.
 */
export async function readUse(query: UseQuery, reader: Reader): Promise<LibraryUseOutput> {
  const { smallestGroup } = reader
  const { departments, covered } = await departmentsOf(query, reader)
  const months = monthsOver(hospitalDay(new Date()), Number(query.months))
  const own = <R extends { departmentId: string }>(rows: readonly R[]) =>
    rows.filter(({ departmentId }) => covered.has(departmentId))
  const use = publishUse(
    { asked: own(await readAsked(months)), used: own(await readUsed(months)) },
    smallestGroup,
  )
  const { asked, withheld, withheldMonths } = use
  return {
    from: months[0]?.month ?? '',
    to: months.at(-1)?.month ?? '',
    departments,
    documents: documentsOf(use, await shownEditions(reader.actor)),
    asked: asked.toSorted((a, b) => (b.nothing ?? -1) - (a.nothing ?? -1) || b.questions - a.questions),
    withheld,
    withheldMonths,
    smallestGroup,
  }
}
