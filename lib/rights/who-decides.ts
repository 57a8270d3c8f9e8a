import 'server-only'
import type { ChangeRequest as Row } from '@prisma/client'
import { rights } from '@/lib/rights/feature'
import { auth } from '@/lib/auth/feature'
import { audit } from '@/lib/audit/feature'
import type { Change, ChangeRequest } from '@/lib/rights/contract'
import { subjectOf } from '@/lib/rights/rights-rules'
import { EMERGENCY_NAME, EMERGENCY_ROLES } from '@/lib/auth/break-glass/account'
import { rolesInForce } from '@/lib/auth/grants-in-force'
import type { Seasoned } from '@/lib/auth/read-seasoned'
import { can } from '@/lib/feature/can'
import type { Permission } from '@/lib/feature/define-feature'
import type { Actor, Role } from '@/lib/shared/actor'
import type { Tx } from '@/lib/db/client'
import { toLocale } from '@/lib/shared/locale'

const MANAGE_SECURITY = auth.permissions['security:manage']
const MANAGE_SYSTEM = auth.permissions['system:manage']
const READ_TRAIL = audit.permissions['audit:read']

const carries = ({ roles }: { roles: readonly Role[] }, permissions: readonly Permission[]) =>
  permissions.some((permission) => roles.some((role) => permission.roles.includes(role)))

/** Rights any of which decides on a change of this kind. */
export function decidedBy(kind: string): Permission[] {
  if (kind === 'audit_export') return [MANAGE_SECURITY, READ_TRAIL]
  return kind === 'model_release' ? [MANAGE_SECURITY, MANAGE_SYSTEM] : [MANAGE_SECURITY]
}

/** The right that asking for a change of this kind takes, and must still be held when it is approved. */
export function askedWith(kind: Change['kind']): Permission {
  if (kind === 'audit_export') return READ_TRAIL
  if (kind === 'model_release' || kind === 'model_withdrawal') return MANAGE_SYSTEM
  const lent = kind === 'delegation' || kind === 'delegation_ended'
  return lent ? rights.permissions['roles:delegate'] : MANAGE_SECURITY
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
  const held = seasoned.get(actor.userId)
  return held && carries(held, permissions) ? null : 'newcomer'
}

/** Who could approve a change now; `except` are people who may not. */
export function whoCouldApprove(
  change: Change,
  seasoned: Seasoned,
  except: readonly string[],
): { id: string; displayName: string }[] {
  const permissions = decidedBy(change.kind)
  return [...seasoned].flatMap(([id, one]) =>
    id !== subjectOf(change) && !except.includes(id) && carries(one, permissions)
      ? [{ id, displayName: one.displayName }]
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
