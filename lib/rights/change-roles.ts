import 'server-only'
import { authEvents } from '@/lib/auth/events'
import type { Change } from '@/lib/rights/contract'
import { personToChange, type Applied, type ChangedBy } from '@/lib/rights/changed-by'
import { recordEvent } from '@/lib/audit/record-event'
import { rights } from '@/lib/rights/feature'
import type { Role } from '@/lib/shared/actor'
import { dutiesAreSeparate } from '@/lib/auth/duties-are-separate'
import type { Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'

type RolesChange = Extract<Change, { kind: 'roles' }>
type Wanted = RolesChange['roles']

const SEPARATED: readonly Role[] = ['system_admin', 'security_admin', 'auditor']

const label = ({ role, departmentId }: { role: string; departmentId: string | null }): string =>
  departmentId === null ? role : `${role}:${departmentId}`

async function checkShape(tx: Tx, roles: Wanted): Promise<void> {
  const wrong = roles.some((held) => (held.role === 'department_head') !== (held.departmentId !== null))
  const twice = new Set(roles.map(label)).size !== roles.length
  const wanted = new Set(roles.flatMap(({ departmentId }) => departmentId ?? []))
  const known = await tx.department.count({ where: { id: { in: [...wanted] } } })
  if (wrong || twice || known !== wanted.size) throw new AppError('invalid_input', { fields: 'roles' })
}

async function checkSeparation(tx: Tx, after: readonly { role: string }[]): Promise<void> {
  const held = new Set(after.map(({ role }) => role))
  if (SEPARATED.filter((role) => held.has(role)).length <= 1) return
  if (await dutiesAreSeparate(tx)) throw new AppError(rights.errors.separation_of_duties)
}

/**
 * Replaces the manual roles of a person inside the caller's transaction, with a record of before and after; what stays keeps
 * the time since when it is held. The person's sessions end. Throws AppError `not_found`, `stale`, `invalid_input` or
 * `separation_of_duties`.
 */
export async function applyRoles(tx: Tx, change: RolesChange, by: ChangedBy): Promise<Applied> {
  const { userId, roles } = change
  await checkShape(tx, roles)
  const user = await personToChange(tx, change)
  const manual = user.grants.filter(({ source }) => source === 'manual')
  await checkSeparation(tx, [...user.grants.filter(({ source }) => source !== 'manual'), ...roles])
  const [before, after] = [manual.map(label), roles.map(label)]
  const gone = manual.filter((grant) => !after.includes(label(grant))).map(({ id }) => id)
  await tx.roleGrant.deleteMany({ where: { id: { in: gone } } })
  const given = roles.filter((role) => !before.includes(label(role)))
  const data = given.map((held) => ({ ...held, userId, source: 'manual', givenById: by.requester.userId }))
  await tx.roleGrant.createMany({ data })
  await tx.user.update({ where: { id: userId }, data: { version: { increment: 1 } } })
  const { actor, requestId } = by
  const detail = { userId, before, after }
  await recordEvent(tx, { event: authEvents['roles.changed'], outcome: 'ok', actor, requestId, detail })
  return [{ userId, reason: 'revoked' }]
}
