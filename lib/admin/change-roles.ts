import 'server-only'
import type { z } from 'zod'
import type { changeRolesInput } from '@/lib/admin/contract'
import { recordEvent } from '@/lib/audit/record-event'
import type { Actor, Role, RoleHeld } from '@/lib/auth/permissions'
import { endAllSessions } from '@/lib/auth/session'
import { env } from '@/lib/config/env'
import { inTransaction, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

type Wanted = z.infer<typeof changeRolesInput>['roles']

const SEPARATED: readonly Role[] = ['system_admin', 'security_admin', 'auditor']

const label = ({ role, departmentId }: { role: string; departmentId: string | null }): string =>
  departmentId === null ? role : `${role}:${departmentId}`

function checkShape(roles: Wanted): void {
  const wrong = roles.some((held) => (held.role === 'department_head') !== (held.departmentId !== null))
  const twice = new Set(roles.map(label)).size !== roles.length
  if (wrong || twice) throw new AppError('invalid_input', { fields: 'roles' })
}

async function checkRules(tx: Tx, userId: string, all: readonly { role: string }[]): Promise<void> {
  const held = new Set(all.map(({ role }) => role))
  if (env().SEPARATION_OF_DUTIES && SEPARATED.filter((role) => held.has(role)).length > 1) {
    throw new AppError('invalid_input', { fields: 'roles' })
  }
  if (held.has('security_admin')) return
  const others = await tx.roleGrant.count({
    where: { role: 'security_admin', userId: { not: userId }, user: { disabledAt: null } },
  })
  const was = await tx.roleGrant.count({ where: { role: 'security_admin', userId } })
  if (was > 0 && others === 0) throw new AppError('conflict')
}

/**
 * Replaces the manual roles of a person, with an audit record of before and after, and ends the person's sessions.
 * Throws AppError `forbidden` for oneself, `not_found`, `invalid_input`, or `conflict` for the last security admin.
 */
export async function changeRoles(
  change: { userId: string; roles: Wanted },
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<void> {
  const { userId, roles } = change
  if (userId === actor.userId) throw new AppError('forbidden')
  checkShape(roles)
  await inTransaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, include: { grants: true } })
    if (!user) throw new AppError('not_found')
    const wanted = roles.flatMap(({ departmentId }) => departmentId ?? [])
    const known = await tx.department.count({ where: { id: { in: wanted } } })
    if (known !== new Set(wanted).size) throw new AppError('invalid_input', { fields: 'roles' })
    const kept = user.grants.filter(({ source }) => source === 'mapping')
    await checkRules(tx, userId, [...kept, ...roles])
    const next: RoleHeld[] = roles
    await tx.roleGrant.deleteMany({ where: { userId, source: 'manual' } })
    await tx.roleGrant.createMany({ data: next.map((held) => ({ ...held, userId, source: 'manual' })) })
    const before = user.grants.filter(({ source }) => source === 'manual').map(label)
    const detail = { userId, before, after: roles.map(label) }
    await recordEvent(tx, { event: 'roles.changed', outcome: 'ok', actor, requestId, detail })
  })
  await endAllSessions(userId, 'revoked')
}
