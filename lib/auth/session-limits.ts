import 'server-only'
import { auth } from '@/lib/auth/feature'
import type { PolicyValue } from '@/lib/feature/define-feature'
import { readPolicy } from '@/lib/policies/read-policy'
import { db, type Tx } from '@/lib/db/client'

/** Limits of a session in seconds, and how many sessions one person may have. */
export type SessionLimits = PolicyValue<typeof auth.policies.sessions>

/** The department may have an idle limit of its own, in minutes. */
interface Owner {
  department: { idleMinutes: number | null } | null
}

/** How long this person's session may idle, in seconds: the department's own limit before the policy's. */
export function idleSecondsOf(owner: Owner, limits: SessionLimits): number {
  const minutes = owner.department?.idleMinutes
  return minutes ? minutes * 60 : limits.idleSeconds
}

/** The session policy in force. */
export function readSessionLimits(tx?: Tx): Promise<SessionLimits> {
  return readPolicy(auth.policies.sessions, tx)
}

/** Until when what a session holds is kept for its person, in ms: the idle limit after their last action. Null for an unknown session. */
export async function keptUntil(sessionId: string): Promise<number | null> {
  const include = { user: { include: { department: true } } } as const
  const row = await (await db()).session.findUnique({ where: { id: sessionId }, include })
  return row && row.lastActionAt.getTime() + idleSecondsOf(row.user, await readSessionLimits()) * 1000
}

/** Why a live session must end now, or null. */
export function reasonToEnd(
  row: { expiresAt: Date; lastActionAt: Date; user: Owner & { disabledAt: Date | null } },
  limits: SessionLimits,
  now: number,
): 'user_disabled' | 'absolute' | 'idle' | null {
  if (row.user.disabledAt) return 'user_disabled'
  if (row.expiresAt.getTime() <= now) return 'absolute'
  return now - row.lastActionAt.getTime() > idleSecondsOf(row.user, limits) * 1000 ? 'idle' : null
}
