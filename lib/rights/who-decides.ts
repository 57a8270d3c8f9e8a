import 'server-only'
import type { ChangeRequest as Row } from '@prisma/client'
import type { Change, ChangeRequest } from '@/lib/rights/contract'
import { subjectOf } from '@/lib/rights/rights-rules'
import { EMERGENCY_NAME, EMERGENCY_ROLES, PEOPLE_ONLY } from '@/lib/auth/break-glass/account'
import { isInForce, rolesInForce } from '@/lib/auth/grants-in-force'
import { can, GRANTED, type Permission } from '@/lib/auth/permissions'
import { roleSchema, type Actor } from '@/lib/shared/actor'
import { readPolicy } from '@/lib/policies/read-policy'
import type { Tx } from '@/lib/db/client'
import { toLocale } from '@/lib/shared/locale'

const HOUR_MS = 60 * 60 * 1000

/** What of their rights people have held for long enough to approve with, by person; nobody else is in it. */
export type Seasoned = ReadonlyMap<string, { displayName: string; permissions: ReadonlySet<Permission> }>

/** Who may approve by now: the right must be as old, in our own records, as the policy asks. */
export async function readSeasoned(tx: Tx): Promise<Seasoned> {
  const { newcomerHours } = await readPolicy('approvals', tx)
  const now = new Date()
  const grants = await tx.roleGrant.findMany({
    where: {
      createdAt: { lte: new Date(now.getTime() - newcomerHours * HOUR_MS) },
      user: { disabledAt: null, ...PEOPLE_ONLY },
    },
    include: { user: { select: { displayName: true } } },
  })
  const seasoned = new Map<string, { displayName: string; permissions: Set<Permission> }>()
  for (const grant of grants) {
    const role = roleSchema.safeParse(grant.role)
    if (!role.success || !isInForce(grant, now)) continue
    const one = seasoned.get(grant.userId) ?? { ...grant.user, permissions: new Set<Permission>() }
    for (const permission of GRANTED[role.data]) one.permissions.add(permission)
    seasoned.set(grant.userId, one)
  }
  return seasoned
}

/** Rights any of which decides on a change of this kind. */
export function decidedBy(kind: string): Permission[] {
  if (kind === 'audit_export') return ['security:manage', 'audit:read']
  return kind === 'model_release' ? ['security:manage', 'system:manage'] : ['security:manage']
}

/** The right that asking for a change of this kind takes, and must still be held when it is approved. */
export function askedWith(kind: Change['kind']): Permission {
  if (kind === 'audit_export') return 'audit:read'
  if (kind === 'model_release' || kind === 'model_withdrawal') return 'system:manage'
  return kind === 'delegation' || kind === 'delegation_ended' ? 'roles:delegate' : 'security:manage'
}

/**
 * Why the person may not approve or reject a change, or null: never one's own or one about oneself, and not while new to the
 * right. The emergency account decides nothing: it may be held by the one who asked.
 */
export function whyNotDecide(
  actor: Actor,
  row: Pick<Row, 'kind' | 'requestedById'> & { change: Change },
  seasoned: Seasoned,
): ChangeRequest['undecidable'] {
  if (row.requestedById === actor.userId) return 'own'
  const permissions = decidedBy(row.kind)
  if (actor.emergency || !permissions.some((one) => can(actor, one))) return 'not_yours'
  if (subjectOf(row.change) === actor.userId) return 'about_you'
  const held = seasoned.get(actor.userId)?.permissions
  return permissions.some((one) => held?.has(one)) ? null : 'newcomer'
}

/** Who could approve a change now; `except` are people who may not. */
export function whoCouldApprove(
  change: Change,
  seasoned: Seasoned,
  except: readonly string[],
): { id: string; displayName: string }[] {
  const permissions = decidedBy(change.kind)
  return [...seasoned].flatMap(([id, { displayName, permissions: held }]) =>
    id !== subjectOf(change) && !except.includes(id) && permissions.some((one) => held.has(one))
      ? [{ id, displayName }]
      : [],
  )
}

/** The person who asked, with the rights they have now; none while they are disabled. Null when they are gone. */
export async function requesterNow(tx: Tx, userId: string): Promise<Actor | null> {
  const user = await tx.user.findUnique({ where: { id: userId }, include: { grants: true } })
  if (!user) return null
  const emergency = user.directoryId === EMERGENCY_NAME
  const { username, displayName, departmentId, locale } = user
  const held = user.disabledAt ? [] : rolesInForce(user.grants, new Date())
  const roles = emergency ? EMERGENCY_ROLES : held
  const session = { sessionId: '', locked: false, emergency }
  return { userId, username, displayName, departmentId, locale: toLocale(locale), roles, ...session }
}
