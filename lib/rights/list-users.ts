import 'server-only'
import type { Prisma } from '@prisma/client'
import type { z } from 'zod'
import { USERS_PER_PAGE, type listUsersOutput, type listUsersQuery } from '@/lib/rights/contract'
import { describeUser, USER_WITH_ROLES } from '@/lib/rights/describe-user'
import { PEOPLE_ONLY } from '@/lib/auth/break-glass/account'
import { db } from '@/lib/db/client'

type Query = z.infer<typeof listUsersQuery>

function condition({ search, role, departmentId, state }: Query, now: Date): Prisma.UserWhereInput {
  const inForce: Prisma.RoleGrantWhereInput = {
    AND: [
      { OR: [{ startsAt: null }, { startsAt: { lte: now } }] },
      { OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
    ],
  }
  return {
    ...PEOPLE_ONLY,
    ...(search ? { OR: [{ username: { contains: search } }, { displayName: { contains: search } }] } : {}),
    ...(role ? { grants: { some: { role, ...inForce } } } : {}),
    ...(departmentId ? { departmentId } : {}),
    ...(state ? { disabledAt: state === 'disabled' ? { not: null } : null } : {}),
  }
}

/** One page of the people known to the portal, and how many there are in all. People appear with their first sign-in. */
export async function listUsers(query: Query): Promise<z.infer<typeof listUsersOutput>> {
  const client = await db()
  const now = new Date()
  const where = condition(query, now)
  const { sort, order } = query
  const by =
    sort === 'lastSignInAt' ? { lastSignInAt: { sort: order, nulls: 'last' as const } } : { [sort]: order }
  const users = await client.user.findMany({
    where,
    include: USER_WITH_ROLES,
    orderBy: [by, { id: 'asc' }],
    skip: (query.page - 1) * USERS_PER_PAGE,
    take: USERS_PER_PAGE,
  })
  return { users: users.map((user) => describeUser(user, now)), total: await client.user.count({ where }) }
}
