import 'server-only'
import { auth } from '@/lib/auth/feature'
import { rolesInForce } from '@/lib/auth/grants-in-force'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { can } from '@/lib/feature/can'
import type { Consequences, TriedChange } from '@/lib/rights/consequences/contract'
import { withoutEdition, withoutSite } from '@/lib/rights/consequences/count-documents'
import { tryPolicy } from '@/lib/rights/consequences/try-policy'
import { library } from '@/lib/library/feature'
import { userIdOf } from '@/lib/rights/delegate-headship'
import { headedBy, type Actor, type RoleHeld } from '@/lib/shared/actor'
import { MINUTE } from '@/lib/shared/durations'

type Of<K extends TriedChange['kind']> = Extract<TriedChange, { kind: K }>

/** Whoever did something within this time is at work now, in ms. */
const AT_WORK_MS = 5 * MINUTE

/** What is not about one person. */
const NOBODY = { person: null, gains: [], loses: [] }

const keyOf = ({ role, departmentId }: RoleHeld) => `${role}:${departmentId ?? ''}`
const without = (roles: readonly RoleHeld[], others: readonly RoleHeld[]): RoleHeld[] => {
  const taken = new Set(others.map(keyOf))
  return [...new Map(roles.map((one) => [keyOf(one), one])).values()].filter((one) => !taken.has(keyOf(one)))
}

/** Whoever is named is looked up with what they hold and where they are signed in. Throws AppError `not_found`. */
async function personOf(userId: string) {
  const user = await (
    await db()
  ).user.findUnique({
    where: { id: userId },
    include: { grants: true, sessions: { where: { endedAt: null } } },
  })
  if (!user) throw new AppError('not_found')
  const now = Date.now()
  const live = user.sessions.filter(({ expiresAt }) => expiresAt.getTime() > now)
  const atWork = live.filter(({ lastActionAt }) => now - lastActionAt.getTime() < AT_WORK_MS)
  return {
    grants: user.grants,
    person: { displayName: user.displayName, username: user.username },
    held: rolesInForce(user.grants, new Date()),
    counts: [
      { what: 'signed_in' as const, count: live.length },
      { what: 'at_work' as const, count: atWork.length },
    ],
  }
}

async function tryRoles({ userId, roles }: Of<'roles'>): Promise<Consequences> {
  const { person, held, grants, counts } = await personOf(userId)
  const kept = rolesInForce(
    grants.filter(({ source }) => source !== 'manual'),
    new Date(),
  )
  const after = [...kept, ...roles]
  return { person, gains: without(after, held), loses: without(held, after), counts }
}

async function tryState({ userId, disabled }: Of<'user_state'>): Promise<Consequences> {
  const { person, held, counts } = await personOf(userId)
  return { person, gains: [], loses: disabled ? [...held] : [], counts }
}

async function tryDelegation({ username, departmentId }: Of<'delegation'>): Promise<Consequences> {
  const { person, held, counts } = await personOf(await userIdOf(username))
  return { person, gains: without([{ role: 'department_head', departmentId }], held), loses: [], counts }
}

async function tryDelegationEnd({ id }: Of<'delegation_ended'>, actor: Actor): Promise<Consequences> {
  const grant = await (await db()).roleGrant.findUnique({ where: { id } })
  if (grant?.source !== 'delegation') throw new AppError('not_found')
  const own = grant.departmentId !== null && headedBy(actor).includes(grant.departmentId)
  if (!own && !can(actor, auth.permissions['security:manage'])) throw new AppError('forbidden')
  const { person, held, grants, counts } = await personOf(grant.userId)
  const kept = rolesInForce(
    grants.filter((one) => one.id !== id),
    new Date(),
  )
  return { person, gains: [], loses: without(held, kept), counts }
}

/**
 * What a change would do, counted now; nothing is changed. Heads try delegations of their own departments and taking documents out of use;
 * all else is the security administrators'. Throws AppError `forbidden`, `not_found`, `invalid_input`.
 */
export async function tryChange(change: TriedChange, actor: Actor): Promise<Consequences> {
  const manages = can(actor, auth.permissions['security:manage'])
  const heads =
    (change.kind === 'delegation' && headedBy(actor).includes(change.departmentId)) ||
    (change.kind === 'edition_retired' && can(actor, library.permissions['library:decide']))
  // Whose delegation is ended is known once it is looked up.
  if (!manages && !heads && change.kind !== 'delegation_ended') throw new AppError('forbidden')
  switch (change.kind) {
    case 'delegation':
      return tryDelegation(change)
    case 'delegation_ended':
      return tryDelegationEnd(change, actor)
    case 'roles':
      return tryRoles(change)
    case 'user_state':
      return tryState(change)
    case 'sessions_ended':
      return tryState({ kind: 'user_state', userId: change.userId, disabled: false })
    case 'policy':
      return tryPolicy(change)
    case 'edition_retired':
      return { ...NOBODY, counts: await withoutEdition(change.id, actor) }
    case 'site_withdrawn':
      return { ...NOBODY, counts: await withoutSite(change.id) }
  }
}
