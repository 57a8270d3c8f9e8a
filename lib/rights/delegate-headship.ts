import 'server-only'
import { auth } from '@/lib/auth/feature'
import type { Applied, ChangedBy } from '@/lib/rights/changed-by'
import type { Change } from '@/lib/rights/contract'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { isInForce } from '@/lib/auth/grants-in-force'
import { can } from '@/lib/feature/can'
import { rightsEvents } from '@/lib/rights/events'
import type { Actor } from '@/lib/shared/actor'
import { followRights } from '@/lib/auth/follow-rights'
import { db, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { dayRange, hospitalDay } from '@/lib/shared/hospital-day'

/** Longest time a headship can be lent for, in days. */
const LONGEST_DAYS = 90
const DAY_MS = 24 * 60 * 60 * 1000

/** Departments whose headship the person may lend: all for a security admin, else those they head in their own right. */
export async function lendableDepartments(actor: Actor, tx?: Tx): Promise<'all' | string[]> {
  if (can(actor, auth.permissions['security:manage'])) return 'all'
  const grants = await (tx ?? (await db())).roleGrant.findMany({
    where: { userId: actor.userId, role: 'department_head', source: { not: 'delegation' } },
  })
  const now = new Date()
  return grants.filter((grant) => isInForce(grant, now)).flatMap(({ departmentId }) => departmentId ?? [])
}

async function requireLendable(tx: Tx, actor: Actor, departmentId: string): Promise<void> {
  const own = await lendableDepartments(actor, tx)
  if (own !== 'all' && !own.includes(departmentId)) throw new AppError('forbidden')
}

function period({ from, to }: { from: string; to: string }): { startsAt: Date; endsAt: Date } {
  const range = dayRange({ from, to })
  if (!range?.gte || !range.lt || from > to || to < hospitalDay(new Date())) {
    throw new AppError('invalid_input', { fields: 'from, to' })
  }
  if (range.lt.getTime() - range.gte.getTime() > LONGEST_DAYS * DAY_MS) {
    throw new AppError('invalid_input', { fields: 'to' })
  }
  return { startsAt: range.gte, endsAt: range.lt }
}

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>

/** The person of a user name that somebody typed. Throws AppError `not_found`. */
export async function userIdOf(username: string): Promise<string> {
  const where = { username: username.toLowerCase(), disabledAt: null }
  const user = await (await db()).user.findFirst({ where, select: { id: true } })
  if (!user) throw new AppError('not_found')
  return user.id
}

/**
 * Lends the headship of a department to a person for some days, inside the caller's transaction, for example while the head
 * is on leave. It ends by itself and cannot be lent on. Throws AppError `forbidden` when who asked may not lend it,
 * `not_found` for an unknown person or department, `invalid_input` for a wrong period, or `conflict` when the person heads
 * the department already.
 */
export async function applyDelegation(
  tx: Tx,
  { userId, departmentId, from, to }: Of<'delegation'>,
  { actor, requester, requestId }: ChangedBy,
): Promise<Applied> {
  const { startsAt, endsAt } = period({ from, to })
  await requireLendable(tx, requester, departmentId)
  const user = await tx.user.findUnique({ where: { id: userId }, include: { grants: true } })
  const department = await tx.department.findUnique({ where: { id: departmentId } })
  if (!user || user.disabledAt || !department) throw new AppError('not_found')
  const held = user.grants.some((one) => one.role === 'department_head' && one.departmentId === departmentId)
  if (held) throw new AppError('conflict')
  const grant = { userId, role: 'department_head', departmentId, source: 'delegation' }
  await tx.roleGrant.create({ data: { ...grant, givenById: requester.userId, startsAt, endsAt } })
  const detail = { userId, departmentId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
  await recordEvent(tx, { event: rightsEvents['roles.delegated'], outcome: 'ok', actor, requestId, detail })
  return startsAt <= new Date() ? [{ userId, reason: 'revoked' }] : []
}

async function endGrant(tx: Tx, grantId: string, by: ChangedBy | null): Promise<Applied> {
  const grant = await tx.roleGrant.findUnique({ where: { id: grantId } })
  if (grant?.source !== 'delegation' || grant.departmentId === null) throw new AppError('not_found')
  if (by) await requireLendable(tx, by.requester, grant.departmentId)
  await tx.roleGrant.delete({ where: { id: grantId } })
  await recordEvent(tx, {
    event: rightsEvents['roles.delegation_ended'],
    outcome: 'ok',
    actor: by?.actor ?? null,
    ...(by ? { requestId: by.requestId } : {}),
    detail: { userId: grant.userId, departmentId: grant.departmentId, reason: by ? 'ended' : 'over' },
  })
  return [{ userId: grant.userId, reason: 'revoked' }]
}

/** Ends a delegation before its time. Throws AppError `not_found` or `forbidden`. */
export function applyDelegationEnd(tx: Tx, { id }: Of<'delegation_ended'>, by: ChangedBy): Promise<Applied> {
  return endGrant(tx, id, by)
}

/** Removes delegations whose time is over. The rights ended with the time; this records it. Returns how many. */
export async function endOverdueDelegations(): Promise<number> {
  const where = { source: 'delegation', endsAt: { lte: new Date() } }
  const overdue = await (await db()).roleGrant.findMany({ where, select: { id: true } })
  for (const { id } of overdue) {
    for (const { userId } of await inAuditedTransaction((tx) => endGrant(tx, id, null))) {
      await followRights(userId)
    }
  }
  return overdue.length
}
