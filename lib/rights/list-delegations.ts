import 'server-only'
import type { Prisma } from '@prisma/client'
import type { z } from 'zod'
import { LIST_PAGE, type listDelegationsOutput, type listDelegationsQuery } from '@/lib/rights/contract'
import { changeOf } from '@/lib/rights/four-eyes'
import { lendableDepartments } from '@/lib/rights/delegate-headship'
import { isInForce } from '@/lib/auth/grants-in-force'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { pageOf } from '@/lib/db/page-of'

const NAME = { select: { id: true, displayName: true } } as const
const FULL_NAME = { select: { ...NAME.select, username: true } } as const
type Query = z.infer<typeof listDelegationsQuery>

function orderOf({ sort, order }: Query): Prisma.RoleGrantOrderByWithRelationInput {
  return sort === 'person' ? { user: { displayName: order } } : { [sort]: order }
}

type Waiting = z.infer<typeof listDelegationsOutput>['waiting']

/** Delegations of these departments that wait for a security admin. */
async function listWaiting(departmentIds: readonly string[]): Promise<Waiting> {
  const client = await db()
  const where = { kind: 'delegation', state: 'pending', expiresAt: { gt: new Date() } }
  const rows = await client.changeRequest.findMany({ where, orderBy: { requestedAt: 'asc' } })
  const asked = rows.flatMap((row) => {
    const change = changeOf(row)
    if (change.kind !== 'delegation' || !departmentIds.includes(change.departmentId)) return []
    return [{ id: row.id, requestedById: row.requestedById, ...change }]
  })
  const ids = asked.flatMap(({ userId, requestedById }) => [userId, requestedById])
  const people = await client.user.findMany({ where: { id: { in: ids } }, ...NAME })
  const person = (id: string) => people.find((one) => one.id === id) ?? { id, displayName: '—' }
  return asked.map(({ id, userId, departmentId, from, to, requestedById }) => ({
    id,
    to: person(userId),
    departmentId,
    from,
    until: to,
    requestedBy: person(requestedById),
  }))
}

/** The delegations of the departments whose headship the reader may lend, how many there are, and those departments. */
export async function listDelegations(
  query: Query,
  actor: Actor,
): Promise<z.infer<typeof listDelegationsOutput>> {
  const client = await db()
  const own = await lendableDepartments(actor)
  const departments = await client.department.findMany({
    where: own === 'all' ? {} : { id: { in: own } },
    orderBy: { code: 'asc' },
    select: { id: true, nameZh: true, nameEn: true },
  })
  const contains = { contains: query.search ?? '' }
  const where: Prisma.RoleGrantWhereInput = {
    source: 'delegation',
    departmentId: { in: departments.map(({ id }) => id) },
    ...(query.search ? { user: { OR: [{ displayName: contains }, { username: contains }] } } : {}),
  }
  const grants = await client.roleGrant.findMany({
    where,
    include: { user: FULL_NAME, givenBy: NAME },
    orderBy: [orderOf(query), { id: 'asc' }],
    ...pageOf(query.page, LIST_PAGE),
  })
  const now = new Date()
  const delegations = grants.flatMap(({ id, user, givenBy, departmentId, startsAt, endsAt }) =>
    departmentId && startsAt && endsAt
      ? [
          {
            id,
            to: user,
            from: givenBy,
            departmentId,
            startsAt: startsAt.toISOString(),
            endsAt: endsAt.toISOString(),
            inForce: isInForce({ startsAt, endsAt }, now),
          },
        ]
      : [],
  )
  const total = await client.roleGrant.count({ where })
  const waiting = await listWaiting(departments.map(({ id }) => id))
  return { delegations, departments, waiting, total }
}
