import 'server-only'
import type { Prisma } from '@prisma/client'
import type { User } from '@/lib/rights/contract'
import { isInForce } from '@/lib/auth/grants-in-force'
import { roleSchema } from '@/lib/shared/actor'

/** What must be read of a person for `describeUser`. */
export const USER_WITH_ROLES = {
  grants: true,
  sessions: { where: { endedAt: null }, select: { id: true, expiresAt: true } },
} as const satisfies Prisma.UserInclude

type Row = Prisma.UserGetPayload<{ include: typeof USER_WITH_ROLES }>

/** Where a stored grant comes from. */
export const sourceOf = (source: string): User['roles'][number]['source'] =>
  source === 'manual' || source === 'delegation' ? source : 'mapping'

/** A person as the administration shows them, with the roles that hold now. */
export function describeUser(user: Row, now: Date): User {
  return {
    id: user.id,
    username: user.username,
    displayName: user.displayName,
    departmentId: user.departmentId,
    disabled: user.disabledAt !== null,
    disabledBy: user.disabledAt === null ? null : user.disabledBy === 'admin' ? 'admin' : 'directory',
    lastSignInAt: user.lastSignInAt?.toISOString() ?? null,
    liveSessions: user.sessions.filter(({ expiresAt }) => expiresAt > now).length,
    roles: user.grants
      .filter((grant) => isInForce(grant, now))
      .map(({ role, departmentId, source }) => ({
        role: roleSchema.parse(role),
        departmentId,
        source: sourceOf(source),
      })),
    version: user.version,
  }
}
