import 'server-only'
import type { z } from 'zod'
import type { listUsersOutput } from '@/lib/admin/contract'
import { roleSchema } from '@/lib/auth/permissions'
import { db } from '@/lib/db/client'

/** People known to the portal whose user name or display name contains `search`, by user name, at most 500. */
export async function listUsers(search: string | undefined): Promise<z.infer<typeof listUsersOutput>> {
  const users = await (
    await db()
  ).user.findMany({
    where: search ? { OR: [{ username: { contains: search } }, { displayName: { contains: search } }] } : {},
    include: {
      grants: true,
      sessions: { where: { endedAt: null, expiresAt: { gt: new Date() } }, select: { id: true } },
    },
    orderBy: { username: 'asc' },
    take: 500,
  })
  return {
    users: users.map((user) => ({
      id: user.id,
      username: user.username,
      displayName: user.displayName,
      departmentId: user.departmentId,
      disabled: user.disabledAt !== null,
      lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
      liveSessions: user.sessions.length,
      roles: user.grants.map((grant) => ({
        role: roleSchema.parse(grant.role),
        departmentId: grant.departmentId,
        source: grant.source === 'manual' ? ('manual' as const) : ('mapping' as const),
      })),
    })),
  }
}
