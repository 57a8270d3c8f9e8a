import 'server-only'
import type { User } from '@prisma/client'
import { recordEvent } from '@/lib/audit/record-event'
import type { DirectoryPerson } from '@/lib/auth/directory/entry'
import { authEvents } from '@/lib/auth/events'
import { mapGroups } from '@/lib/auth/map-groups'
import { groupsText, readGroups, type RememberedGroups } from '@/lib/auth/remembered-groups'
import { rolesInForce } from '@/lib/auth/grants-in-force'
import type { RoleHeld } from '@/lib/shared/actor'
import { dutiesAreSeparate } from '@/lib/auth/duties-are-separate'
import type { Tx } from '@/lib/db/client'

export interface AppliedPerson {
  user: User
  hasRole: boolean
  /** A row that lost its user name to this person: its sessions must end. */
  replacedUserId: string | null
}

/** Frees a user name that the directory has given to somebody else. `:` cannot occur in a canonical name. */
async function freeUsername(tx: Tx, { username, directoryId }: DirectoryPerson): Promise<string | null> {
  const other = await tx.user.findFirst({ where: { username, directoryId: { not: directoryId } } })
  if (!other) return null
  const data = { username: `${username}:${other.id}`, disabledAt: new Date(), disabledBy: 'directory' }
  await tx.user.update({ where: { id: other.id }, data })
  return other.id
}

const sameAs = (one: { role: string; departmentId: string | null }) => (other: typeof one) =>
  one.role === other.role && one.departmentId === other.departmentId

/** A role that stays keeps its row, which says since when the person holds it. */
async function replaceMapped(
  tx: Tx,
  userId: string,
  { held, roles }: { held: readonly (RoleHeld & { id: string })[]; roles: readonly RoleHeld[] },
): Promise<void> {
  const gone = held.filter((one) => !roles.some(sameAs(one))).map(({ id }) => id)
  await tx.roleGrant.deleteMany({ where: { id: { in: gone } } })
  for (const role of roles.filter((one) => !held.some(sameAs(one)))) {
    await tx.roleGrant.create({ data: { userId, ...role, source: 'mapping' } })
  }
}

/** Department and roles that these groups give the person by the mapping table; the former ones of the table go. */
async function applyGroups(tx: Tx, userId: string, { groupDns, departmentKeys }: RememberedGroups) {
  const grants = await tx.roleGrant.findMany({ where: { userId, source: { in: ['manual', 'mapping'] } } })
  const manual = grants.filter(({ source }) => source === 'manual')
  const held = grants.filter(({ source }) => source === 'mapping')
  const mapped = mapGroups(groupDns, await tx.groupMapping.findMany({ orderBy: { groupDn: 'asc' } }), {
    separate: await dutiesAreSeparate(tx),
    heldManually: manual.map(({ role }) => role),
    departmentKeys,
    userId,
    heldBefore: rolesInForce(held, new Date()),
  })
  await replaceMapped(tx, userId, { held: held as (RoleHeld & { id: string })[], roles: mapped.roles })
  return { ...mapped, held: manual.length + mapped.roles.length }
}

/** Gives the person what the groups that the directory last named give by the table of now. Nothing changes where none are known. */
export async function applyRememberedGroups(tx: Tx, userId: string): Promise<void> {
  const user = await tx.user.findUnique({ where: { id: userId }, select: { directoryGroups: true } })
  const groups = readGroups(user?.directoryGroups ?? null)
  if (!groups) return
  const { departmentId } = await applyGroups(tx, userId, groups)
  await tx.user.update({ where: { id: userId }, data: { departmentId } })
}

/**
 * Writes what the directory says about a person: one row by permanent id, and the roles that follow their groups
 * instead of the former ones. Roles given by hand stay. A person whom the directory had barred is let in again.
 */
export async function applyPerson(tx: Tx, person: DirectoryPerson): Promise<AppliedPerson> {
  const { directoryId, username, displayName } = person
  const replacedUserId = await freeUsername(tx, person)
  const names = { username, displayName }
  const { id: userId } = await tx.user.upsert({
    where: { directoryId },
    create: { directoryId, ...names },
    update: names,
  })
  const mapped = await applyGroups(tx, userId, person)
  const known = await tx.user.findUniqueOrThrow({ where: { id: userId } })
  // The directory has just answered for the person; what an admin disabled stays so.
  const lifted = known.disabledBy === 'directory' ? { disabledAt: null, disabledBy: null } : {}
  const data = {
    departmentId: mapped.departmentId,
    directoryCheckedAt: new Date(),
    directoryGroups: groupsText(person),
    ...lifted,
  }
  const user = await tx.user.update({ where: { id: userId }, data })
  if (mapped.dropped.length > 0) {
    const actor = { userId, displayName, departmentId: mapped.departmentId }
    await recordEvent(tx, {
      event: authEvents['roles.changed'],
      outcome: 'refused',
      actor,
      detail: { dropped: mapped.dropped },
    })
  }
  return { user, hasRole: mapped.held > 0, replacedUserId }
}
