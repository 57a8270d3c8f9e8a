import { rolesInForce } from '@/lib/auth/grants-in-force'
import type { Actor, Role } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'

/** A person with one role of the directory, and a live session. A head heads the given department. */
export async function person(
  username: string,
  role: Role,
  departmentId: string | null = null,
): Promise<Actor> {
  const client = await db()
  const names = { directoryId: `dir-${username}`, username, displayName: username }
  const user = await client.user.create({ data: { ...names, departmentId } })
  const held = role === 'department_head' ? departmentId : null
  await client.roleGrant.create({ data: { userId: user.id, role, departmentId: held, source: 'mapping' } })
  await openSession(user.id)
  return actorOf(user.id)
}
/** An id in the form that the database gives one, which is the only form that events take. */
export const rowIdFor = (word: string): string => `c${word}`.padEnd(25, '0')

let sids = 0
/** Opens a session of the person, an hour long. */
export async function openSession(userId: string): Promise<void> {
  const data = { userId, sidHash: `sid${sids++}`, expiresAt: new Date(Date.now() + 3_600_000) }
  await (await db()).session.create({ data })
}
/** The person as a request of theirs would see them now. */
export async function actorOf(userId: string): Promise<Actor> {
  const user = await (await db()).user.findUniqueOrThrow({ where: { id: userId }, include: { grants: true } })
  const { username, displayName, departmentId } = user
  const roles = rolesInForce(user.grants, new Date())
  return {
    userId,
    username,
    displayName,
    departmentId,
    roles,
    locale: 'zh-CN',
    sessionId: 's',
    locked: false,
  }
}
