import 'server-only'
import type { Prisma } from '@prisma/client'
import type { z } from 'zod'
import type { exportAuditQuery, listAuditQuery } from '@/lib/audit/contract'
import { db } from '@/lib/db/client'
import { dayRange } from '@/lib/shared/hospital-day'

/** What the list and the export can be narrowed by. */
export type AuditFilter = Omit<z.infer<typeof listAuditQuery>, 'before' | 'limit'> &
  Partial<Pick<z.infer<typeof exportAuditQuery>, 'upTo'>>

/** Most people that part of a name may stand for. */
const MOST_PEOPLE = 500

/** Ids of the people, at most `most`, whose name, user name or id a typed text is, or is part of a name of. */
export async function peopleNamed(typed: string, most: number): Promise<string[]> {
  const named = [{ displayName: { contains: typed } }, { username: { contains: typed } }, { id: typed }]
  const people = await (await db()).user.findMany({ where: { OR: named }, select: { id: true }, take: most })
  return people.map(({ id }) => id)
}

/** People are looked up by name first: their ids are indexed in the trail, parts of names cannot be. */
async function actorCondition(typed: string): Promise<Prisma.AuditEventWhereInput> {
  return { actorId: { in: [typed, ...(await peopleNamed(typed, MOST_PEOPLE))] } }
}

/** Records of this record, run or request. */
export const withReference = (id: string): Prisma.AuditEventWhereInput => ({
  OR: [{ recordId: id }, { runId: id }, { requestId: id }],
})

/** Records of a question or an answer with this keyed hash. */
export const withHash = (hash: string): Prisma.AuditEventWhereInput => ({
  OR: [{ inputHmac: hash }, { outputHmac: hash }],
})

/** The database condition for a filter; an empty filter is every record. */
export async function recordsWhere(filter: AuditFilter): Promise<Prisma.AuditEventWhereInput> {
  const { event, outcome, departmentId, actor, reference, hash, upTo } = filter
  const at = dayRange(filter)
  const conditions: Prisma.AuditEventWhereInput[] = []
  if (actor) conditions.push(await actorCondition(actor))
  if (reference) conditions.push(withReference(reference))
  if (hash) conditions.push(withHash(hash))
  return {
    ...(event ? { event } : {}),
    ...(outcome ? { outcome } : {}),
    ...(departmentId ? { departmentId } : {}),
    ...(at ? { at } : {}),
    ...(upTo === undefined ? {} : { id: { lte: upTo } }),
    ...(conditions.length > 0 ? { AND: conditions } : {}),
  }
}

/** The filter as sorted `name=value` pairs for a manifest, values encoded as in a URL; what is not set is left out. */
export function filterText(filter: AuditFilter): string {
  const named = { ...filter, upTo: undefined }
  return Object.entries(named)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .sort()
    .join('&')
}
