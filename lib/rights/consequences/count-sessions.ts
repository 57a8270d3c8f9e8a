import 'server-only'
import type { Prisma } from '@prisma/client'
import { ADMIN_ROLES } from '@/lib/auth/map-groups'
import { rolesInForce } from '@/lib/auth/grants-in-force'
import { idleSecondsOf, type SessionLimits } from '@/lib/auth/session-limits'
import { db } from '@/lib/db/client'
import type { Consequences } from '@/lib/rights/consequences/contract'

type Counts = Consequences['counts']

const live = (): Prisma.SessionWhereInput => ({ endedAt: null, expiresAt: { gt: new Date() } })

/** Sessions of everybody. */
export async function everybodySignedIn(): Promise<Counts> {
  return [{ what: 'everybody_signed_in', count: await (await db()).session.count({ where: live() }) }]
}

/** Which sessions would end or lock at once under other limits, and how many are more than one person may have. */
export async function underLimits(limits: SessionLimits): Promise<Counts> {
  const now = Date.now()
  const sessions = await (
    await db()
  ).session.findMany({ where: live(), include: { user: { include: { department: true } } } })
  const idle = ({ lastActionAt }: (typeof sessions)[number]) => (now - lastActionAt.getTime()) / 1000
  const ending = sessions.filter((one) => idle(one) > idleSecondsOf(one.user, limits))
  const locking = sessions.filter((one) => one.lockedAt === null && idle(one) > limits.lockAfterSeconds)
  const perPerson = Map.groupBy(sessions, ({ userId }) => userId)
  const over = [...perPerson.values()].map((own) => Math.max(0, own.length - limits.maxPerPerson))
  return [
    { what: 'everybody_signed_in', count: sessions.length },
    { what: 'sessions_end', count: ending.length },
    { what: 'sessions_lock', count: locking.length },
    { what: 'sessions_over', count: over.reduce((sum, one) => sum + one, 0) },
  ]
}

/** People who are signed in and of whom the directory has said nothing for longer than the grace: they are out unless it answers. */
export async function directorySilent(graceSeconds: number): Promise<Counts> {
  const since = new Date(Date.now() - graceSeconds * 1000)
  const users = await (
    await db()
  ).user.findMany({
    where: { disabledAt: null, sessions: { some: { ...live(), kind: 'directory' } } },
    select: { directoryCheckedAt: true, lastSignInAt: true, createdAt: true },
  })
  const known = users.map((one) => one.directoryCheckedAt ?? one.lastSignInAt ?? one.createdAt)
  return [{ what: 'directory_silent', count: known.filter((at) => at < since).length }]
}

/** Sessions of people with an administrative role: they give their password again, or no more. */
export async function adminsSignedIn(): Promise<Counts> {
  const sessions = await (
    await db()
  ).session.findMany({ where: live(), include: { user: { include: { grants: true } } } })
  const now = new Date()
  const admins = sessions.filter(({ user }) =>
    rolesInForce(user.grants, now).some(({ role }) => ADMIN_ROLES.includes(role)),
  )
  return [{ what: 'admins_signed_in', count: admins.length }]
}
