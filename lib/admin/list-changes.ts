import 'server-only'
import type { Prisma } from '@prisma/client'
import type { z } from 'zod'
import { LIST_PAGE, type Change, type listChangesOutput, type listChangesQuery } from '@/lib/admin/contract'
import { changeOf, mayDecide } from '@/lib/admin/four-eyes'
import { can, type Actor } from '@/lib/auth/permissions'
import { readPolicy } from '@/lib/config/read-policy'
import { db } from '@/lib/db/client'
import { pageOf } from '@/lib/db/page-of'

type Query = z.infer<typeof listChangesQuery>

/** What somebody who does not manage security may see. */
const kindsSeen = (actor: Actor): Change['kind'][] => [
  ...(can(actor, 'audit:read') ? (['audit_export'] as const) : []),
  ...(can(actor, 'system:manage') ? (['model_release', 'model_withdrawal'] as const) : []),
]

async function conditionOf(
  actor: Actor,
  { state, search }: Query,
  now: Date,
): Promise<Prisma.ChangeRequestWhereInput> {
  const contains = { contains: search ?? '' }
  const client = await db()
  const askers = search
    ? await client.user.findMany({
        where: { OR: [{ displayName: contains }, { username: contains }] },
        select: { id: true },
      })
    : null
  const waiting = { state: 'pending', expiresAt: { gt: now } }
  const lapsed = { state: 'pending', expiresAt: { lte: now } }
  return {
    ...(can(actor, 'security:manage') ? {} : { kind: { in: kindsSeen(actor) } }),
    ...(state === undefined ? {} : state === 'pending' ? waiting : state === 'expired' ? lapsed : { state }),
    ...(askers ? { requestedById: { in: askers.map(({ id }) => id) } } : {}),
  }
}

/**
 * One page of the changes that wait or were decided, as far as the reader may see them, and how many there are: an
 * auditor sees exports only, a system admin releases of models.
 */
export async function listChanges(query: Query, actor: Actor): Promise<z.infer<typeof listChangesOutput>> {
  const client = await db()
  const now = new Date()
  const where = await conditionOf(actor, query, now)
  const rows = await client.changeRequest.findMany({
    where,
    orderBy: [{ [query.sort]: query.order }, { id: 'asc' }],
    ...pageOf(query.page, LIST_PAGE),
  })
  const ids = rows.flatMap(({ requestedById, decidedById }) => [
    requestedById,
    ...(decidedById ? [decidedById] : []),
  ])
  const people = await client.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, displayName: true },
  })
  const person = (id: string) => people.find((one) => one.id === id) ?? { id, displayName: '—' }
  type Output = z.infer<typeof listChangesOutput>['changes'][number]
  const changes = rows.map((row): Output => {
    const waiting = row.state === 'pending' && row.expiresAt > now
    return {
      id: row.id,
      change: changeOf(row),
      requestedBy: person(row.requestedById),
      requestedAt: row.requestedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      state: row.state === 'pending' && !waiting ? 'expired' : (row.state as Output['state']),
      decidedBy: row.decidedById ? person(row.decidedById) : null,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      used: row.usedAt !== null,
      own: row.requestedById === actor.userId,
      decidable: waiting && mayDecide(actor, row),
    }
  })
  const total = await client.changeRequest.count({ where })
  return { enabled: (await readPolicy('fourEyes')).enabled, changes, total }
}
