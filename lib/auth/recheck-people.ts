import 'server-only'
import type { Prisma } from '@prisma/client'
import { inAuditedTransaction, recordAlone, recordEvent } from '@/lib/audit/record-event'
import { applyPerson } from '@/lib/auth/apply-person'
import { hasServiceAccount } from '@/lib/auth/directory/open-client'
import { findPeople, type FoundPerson } from '@/lib/auth/directory/find-people'
import { endAllSessions } from '@/lib/auth/end-session'
import { followRights } from '@/lib/auth/follow-rights'
import { authEvents } from '@/lib/auth/events'
import { auth } from '@/lib/auth/feature'
import { mapGroups, type Mapped } from '@/lib/auth/map-groups'
import { rolesInForce } from '@/lib/auth/grants-in-force'
import { groupsText } from '@/lib/auth/remembered-groups'
import { dutiesAreSeparate } from '@/lib/auth/duties-are-separate'
import { readPolicy } from '@/lib/policies/read-policy'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { processSingleton } from '@/lib/shared/process-singleton'

const WITH_GRANTS = { grants: true } as const
type Row = Prisma.UserGetPayload<{ include: typeof WITH_GRANTS }>

interface Recheck {
  lastAt: number
  directoryDown: boolean
  doubted: boolean
}
const state = (): Recheck =>
  processSingleton('recheck', () => ({ lastAt: 0, directoryDown: false, doubted: false }))

/** Whether the last answer of the directory would have ended so many sessions that it is not believed. */
export const directoryDoubted = (): boolean => state().doubted

/** Department and mapped roles in words, to compare and to record. */
function summary(
  departmentId: string | null,
  roles: readonly { role: string; departmentId: string | null }[],
): string[] {
  const held = roles
    .map(({ role, departmentId: scope }) => (scope === null ? role : `${role}:${scope}`))
    .sort()
  return [`department=${departmentId ?? ''}`, ...held]
}

async function bar(user: Row, change: 'gone' | 'disabled'): Promise<void> {
  await endAllSessions(user.id, 'user_disabled')
  await inAuditedTransaction(async (tx) => {
    const data = { disabledAt: new Date(), disabledBy: 'directory', version: { increment: 1 } }
    await tx.user.update({ where: { id: user.id }, data })
    const detail = { userId: user.id, change }
    await recordEvent(tx, {
      event: authEvents['directory.person_changed'],
      outcome: 'ok',
      actor: null,
      detail,
    })
  })
}

async function update(user: Row, person: FoundPerson, mapped: Mapped): Promise<void> {
  const before = summary(
    user.departmentId,
    user.grants.filter(({ source }) => source === 'mapping'),
  )
  const after = summary(mapped.departmentId, mapped.roles)
  if (before.join() === after.join()) return
  await inAuditedTransaction(async (tx) => {
    await applyPerson(tx, person)
    const detail = { userId: user.id, change: 'rights' as const, before, after }
    await recordEvent(tx, {
      event: authEvents['directory.person_changed'],
      outcome: 'ok',
      actor: null,
      detail,
    })
  })
  await followRights(user.id)
}

/** A statement of the database client takes no more than 999 values. */
const IN_ONE_WRITE = 500

type Found = ReadonlyMap<string, FoundPerson>

/** Somebody of whom the directory says nothing any more, or no group: what a lost right to read looks like too. */
function isMissing(user: Row, found: Found): boolean {
  const person = found.get(user.directoryId)
  if (!person) return true
  const hadGroups = user.grants.some(({ source }) => source === 'mapping')
  return !person.barred && hadGroups && person.groupDns.length === 0
}

async function compare(users: readonly Row[], found: Found): Promise<void> {
  const client = await db()
  const mappings = await client.groupMapping.findMany({ orderBy: { groupDn: 'asc' } })
  const separate = await dutiesAreSeparate()
  for (const user of users) {
    const person = found.get(user.directoryId)
    if (!person || person.barred) {
      await bar(user, person ? 'disabled' : 'gone')
      continue
    }
    const heldManually = user.grants.filter(({ source }) => source === 'manual').map(({ role }) => role)
    const mapped = user.grants.filter(({ source }) => source === 'mapping')
    const heldBefore = rolesInForce(mapped, new Date())
    const { groupDns, departmentKeys } = person
    const options = { separate, heldManually, departmentKeys, userId: user.id, heldBefore }
    await update(user, person, mapGroups(groupDns, mappings, options))
    const directoryGroups = groupsText(person)
    if (user.directoryGroups !== directoryGroups) {
      await client.user.update({ where: { id: user.id }, data: { directoryGroups } })
    }
  }
  const ids = users.map(({ id }) => id)
  const data = { directoryCheckedAt: new Date() }
  for (let at = 0; at < ids.length; at += IN_ONE_WRITE) {
    await client.user.updateMany({ where: { id: { in: ids.slice(at, at + IN_ONE_WRITE) } }, data })
  }
}

/** So few may be missing at once whatever their share is. */
const ALWAYS_BELIEVED = 4

/**
 * People whom the directory is not believed to have lost, because there are too many of them at once: an access rule or a
 * replica that hands out nothing looks the same. Nothing is known about them, so the grace of a directory that is down
 * holds for them. A disabled account is an answer, and is always believed.
 */
async function doubt(users: readonly Row[], found: Found): Promise<readonly Row[]> {
  const missing = users.filter((user) => isMissing(user, found))
  const { mostMissingPercent } = await readPolicy(auth.policies.recheck)
  const doubted = missing.length > ALWAYS_BELIEVED && missing.length * 100 > users.length * mostMissingPercent
  if (doubted !== state().doubted) {
    state().doubted = doubted
    const detail = { missing: missing.length, signedIn: users.length }
    const event = authEvents[doubted ? 'directory.answer_doubted' : 'directory.answer_believed']
    await recordAlone({ event, outcome: doubted ? 'failed' : 'ok', actor: null, detail })
  }
  return doubted ? missing : []
}

async function noteDirectory(down: boolean): Promise<void> {
  if (state().directoryDown === down) return
  state().directoryDown = down
  const event = authEvents[down ? 'directory.unavailable' : 'directory.recovered']
  await recordAlone({ event, outcome: down ? 'failed' : 'ok', actor: null })
}

/** Without an answer nobody is barred, until the last one is older than the grace of the policy. */
async function endUnknown(users: readonly Row[]): Promise<void> {
  const { graceSeconds } = await readPolicy(auth.policies.directory)
  const since = Date.now() - graceSeconds * 1000
  for (const user of users) {
    const known = user.directoryCheckedAt ?? user.lastSignInAt ?? user.createdAt
    if (known.getTime() < since) await endAllSessions(user.id, 'directory_unknown')
  }
}

/**
 * Compares everybody who is signed in with the directory: who is gone or disabled there loses their sessions and is
 * barred until the directory takes them back; whose groups have changed has the new rights from the next request on, and
 * nothing of the former ones is left. A directory that cannot be asked changes nothing within the grace,
 * nor does an answer that misses too many people at once.
 */
export async function recheckPeople(): Promise<void> {
  const users = await (
    await db()
  ).user.findMany({
    where: { disabledAt: null, sessions: { some: { endedAt: null, kind: 'directory' } } },
    include: WITH_GRANTS,
  })
  if (users.length === 0) return
  // Without a service account (direct bind) the directory can be asked at sign-in only.
  if (!hasServiceAccount()) return endUnknown(users)
  let found: Map<string, FoundPerson>
  try {
    found = await findPeople(users.map(({ directoryId }) => directoryId))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    await noteDirectory(true)
    await endUnknown(users)
    return
  }
  await noteDirectory(false)
  const doubted = new Set(await doubt(users, found))
  await endUnknown([...doubted])
  await compare(
    users.filter((user) => !doubted.has(user)),
    found,
  )
}

/** `recheckPeople` when the interval of the policy has passed since the last time; meant to be called every few seconds. */
export async function recheckWhenDue(): Promise<void> {
  const { recheckSeconds } = await readPolicy(auth.policies.directory)
  const now = performance.now()
  if (state().lastAt !== 0 && now - state().lastAt < recheckSeconds * 1000) return
  state().lastAt = now
  await recheckPeople()
}
