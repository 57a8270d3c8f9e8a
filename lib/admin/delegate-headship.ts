import 'server-only'
import type { z } from 'zod'
import type { delegateInput } from '@/lib/admin/contract'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { isInForce } from '@/lib/auth/grants-in-force'
import { can, type Actor } from '@/lib/auth/permissions'
import { endAllSessions } from '@/lib/auth/session'
import { db, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { dayRange, hospitalDay } from '@/lib/shared/hospital-day'

/** Longest time a headship can be lent for, in days. */
const LONGEST_DAYS = 90
const DAY_MS = 24 * 60 * 60 * 1000

/** Departments whose headship the person may lend: all for a security admin, else those they head in their own right. */
export async function lendableDepartments(actor: Actor, tx?: Tx): Promise<'all' | string[]> {
  if (can(actor, 'security:manage')) return 'all'
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

/**
 * Lends the headship of a department to a person for some days, for example while the head is on leave. It ends by
 * itself and cannot be lent on. Throws AppError `forbidden`, `not_found` for an unknown person or department,
 * `own_account`, `invalid_input` for a wrong period, or `conflict` when the person heads the department already.
 */
export async function delegateHeadship(
  { username, departmentId, ...days }: z.infer<typeof delegateInput>,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<void> {
  const { startsAt, endsAt } = period(days)
  const userId = await inAuditedTransaction(async (tx) => {
    await requireLendable(tx, actor, departmentId)
    const user = await tx.user.findUnique({
      where: { username: username.toLowerCase() },
      include: { grants: true },
    })
    const department = await tx.department.findUnique({ where: { id: departmentId } })
    if (!user || user.disabledAt || !department) throw new AppError('not_found')
    if (user.id === actor.userId) throw new AppError('own_account')
    const held = user.grants.some(
      (one) => one.role === 'department_head' && one.departmentId === departmentId,
    )
    if (held) throw new AppError('conflict')
    const grant = { userId: user.id, role: 'department_head', departmentId, source: 'delegation' }
    await tx.roleGrant.create({ data: { ...grant, givenById: actor.userId, startsAt, endsAt } })
    const detail = {
      userId: user.id,
      departmentId,
      startsAt: startsAt.toISOString(),
      endsAt: endsAt.toISOString(),
    }
    await recordEvent(tx, { event: 'roles.delegated', outcome: 'ok', actor, requestId, detail })
    return user.id
  })
  if (startsAt <= new Date()) await endAllSessions(userId, 'revoked', actor)
}

async function endGrant(grantId: string, by: { actor: Actor; requestId: string } | null): Promise<string> {
  return inAuditedTransaction(async (tx) => {
    const grant = await tx.roleGrant.findUnique({ where: { id: grantId } })
    if (grant?.source !== 'delegation' || grant.departmentId === null) throw new AppError('not_found')
    if (by) await requireLendable(tx, by.actor, grant.departmentId)
    await tx.roleGrant.delete({ where: { id: grantId } })
    await recordEvent(tx, {
      event: 'roles.delegation_ended',
      outcome: 'ok',
      actor: by?.actor ?? null,
      ...(by ? { requestId: by.requestId } : {}),
      detail: { userId: grant.userId, departmentId: grant.departmentId, reason: by ? 'ended' : 'over' },
    })
    return grant.userId
  })
}

/** Ends a delegation before its time and the sessions it was used in. Throws AppError `not_found` or `forbidden`. */
export async function endDelegation(grantId: string, by: { actor: Actor; requestId: string }): Promise<void> {
  await endAllSessions(await endGrant(grantId, by), 'revoked', by.actor)
}

/** Removes delegations whose time is over. The rights ended with the time; this records it. Returns how many. */
export async function endOverdueDelegations(): Promise<number> {
  const where = { source: 'delegation', endsAt: { lte: new Date() } }
  const overdue = await (await db()).roleGrant.findMany({ where, select: { id: true } })
  for (const { id } of overdue) await endAllSessions(await endGrant(id, null), 'revoked')
  return overdue.length
}
