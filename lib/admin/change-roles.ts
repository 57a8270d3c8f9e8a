import 'server-only'
import type { z } from 'zod'
import type { changeRolesInput } from '@/lib/admin/contract'
import { otherSecurityAdmins } from '@/lib/admin/last-security-admin'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { PEOPLE_ONLY } from '@/lib/auth/break-glass/account'
import type { Actor, Role } from '@/lib/auth/permissions'
import { endAllSessions } from '@/lib/auth/session'
import { env } from '@/lib/config/env'
import type { Tx } from '@/lib/db/client'
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

interface Before {
  userId: string
  held: readonly { role: string }[]
}

async function checkRules(tx: Tx, before: Before, after: readonly { role: string }[]): Promise<void> {
  const held = new Set(after.map(({ role }) => role))
  if (env().SEPARATION_OF_DUTIES && SEPARATED.filter((role) => held.has(role)).length > 1) {
    throw new AppError('separation_of_duties')
  }
  const was = before.held.some(({ role }) => role === 'security_admin')
  if (!was || held.has('security_admin')) return
  if ((await otherSecurityAdmins(tx, before.userId)) === 0) throw new AppError('last_security_admin')
}

async function replaceManualRoles(
  tx: Tx,
  userId: string,
  { roles, version }: z.infer<typeof changeRolesInput>,
) {
  const user = await tx.user.findUnique({ where: { id: userId, ...PEOPLE_ONLY }, include: { grants: true } })
  if (!user) throw new AppError('not_found')
  if (user.version !== version) throw new AppError('stale')
  const wanted = new Set(roles.flatMap(({ departmentId }) => departmentId ?? []))
  const known = await tx.department.count({ where: { id: { in: [...wanted] } } })
  if (known !== wanted.size) throw new AppError('invalid_input', { fields: 'roles' })
  const kept = user.grants.filter(({ source }) => source !== 'manual')
  await checkRules(tx, { userId, held: user.grants }, [...kept, ...roles])
  await tx.roleGrant.deleteMany({ where: { userId, source: 'manual' } })
  await tx.user.update({ where: { id: userId }, data: { version: { increment: 1 } } })
  return user.grants.filter(({ source }) => source === 'manual').map(label)
}

/**
 * Replaces the manual roles of a person, with an audit record of before and after, and ends the person's sessions.
 * Throws AppError `own_account`, `not_found`, `stale`, `invalid_input`, `separation_of_duties`, or
 * `last_security_admin`.
 */
export async function changeRoles(
  change: { userId: string } & z.infer<typeof changeRolesInput>,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<void> {
  const { userId, roles } = change
  if (userId === actor.userId) throw new AppError('own_account')
  checkShape(roles)
  await inAuditedTransaction(async (tx) => {
    const before = await replaceManualRoles(tx, userId, change)
    const given = roles.map((held) => ({ ...held, userId, source: 'manual', givenById: actor.userId }))
    await tx.roleGrant.createMany({ data: given })
    const detail = { userId, before, after: roles.map(label) }
    await recordEvent(tx, { event: 'roles.changed', outcome: 'ok', actor, requestId, detail })
  })
  await endAllSessions(userId, 'revoked')
}
