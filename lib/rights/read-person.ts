import 'server-only'
import type { z } from 'zod'
import type { personOutput, Right } from '@/lib/rights/contract'
import { describeUser, sourceOf, USER_WITH_ROLES } from '@/lib/rights/describe-user'
import { isInForce } from '@/lib/auth/grants-in-force'
import { allPermissions } from '@/lib/feature/installed'
import { roleSchema } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

/**
 * A person with every right they have, had lent or will be lent, and where each comes from: the groups whose mapping
 * gives it, the admin who gave it, or the head who lent it. Throws AppError `not_found`.
 */
export async function readPerson(userId: string): Promise<z.infer<typeof personOutput>> {
  const client = await db()
  const now = new Date()
  const user = await client.user.findUnique({ where: { id: userId }, include: USER_WITH_ROLES })
  if (!user) throw new AppError('not_found')
  const grants = await client.roleGrant.findMany({
    where: { userId },
    include: { givenBy: { select: { id: true, displayName: true } } },
    orderBy: { createdAt: 'asc' },
  })
  const mappings = await client.groupMapping.findMany()
  const rights = grants.flatMap((grant): Right[] => {
    const role = roleSchema.parse(grant.role)
    const source = sourceOf(grant.source)
    const gives = mappings.filter(
      (one) => one.role === role && (role !== 'department_head' || one.departmentId === grant.departmentId),
    )
    const carried = allPermissions().filter(({ roles }) => roles.includes(role))
    return carried.map(({ id: permission }) => ({
      permission,
      role,
      departmentId: grant.departmentId,
      source,
      groups: source === 'mapping' ? gives.map(({ groupDn }) => groupDn) : [],
      givenBy: grant.givenBy,
      since: grant.createdAt.toISOString(),
      startsAt: grant.startsAt?.toISOString() ?? null,
      endsAt: grant.endsAt?.toISOString() ?? null,
      inForce: isInForce(grant, now),
    }))
  })
  return { user: describeUser(user, now), rights }
}
