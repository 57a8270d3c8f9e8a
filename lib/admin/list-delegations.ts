import 'server-only'
import type { z } from 'zod'
import type { listDelegationsOutput } from '@/lib/admin/contract'
import { lendableDepartments } from '@/lib/admin/delegate-headship'
import { isInForce } from '@/lib/auth/grants-in-force'
import type { Actor } from '@/lib/auth/permissions'
import { db } from '@/lib/db/client'

const NAME = { select: { id: true, displayName: true } } as const

/** The delegations of the departments whose headship the reader may lend, by end, and those departments. */
export async function listDelegations(actor: Actor): Promise<z.infer<typeof listDelegationsOutput>> {
  const client = await db()
  const own = await lendableDepartments(actor)
  const departments = await client.department.findMany({
    where: own === 'all' ? {} : { id: { in: own } },
    orderBy: { code: 'asc' },
    select: { id: true, nameZh: true, nameEn: true },
  })
  const grants = await client.roleGrant.findMany({
    where: { source: 'delegation', departmentId: { in: departments.map(({ id }) => id) } },
    include: { user: NAME, givenBy: NAME },
    orderBy: { endsAt: 'asc' },
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
  return { delegations, departments }
}
