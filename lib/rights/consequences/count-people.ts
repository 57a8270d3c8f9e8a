import 'server-only'
import { authEvents } from '@/lib/auth/events'
import { auth } from '@/lib/auth/feature'
import { rolesInForce } from '@/lib/auth/grants-in-force'
import { ADMIN_ROLES } from '@/lib/auth/map-groups'
import { readSeasoned } from '@/lib/auth/read-seasoned'
import { directoryDoubted } from '@/lib/auth/recheck-people'
import { mayRun } from '@/lib/batch/contract'
import { batch } from '@/lib/batch/feature'
import { db } from '@/lib/db/client'
import type { PolicyValue } from '@/lib/feature/define-feature'
import { readPolicy } from '@/lib/policies/read-policy'
import type { Consequences } from '@/lib/rights/consequences/contract'
import type { RoleHeld } from '@/lib/shared/actor'

type Counts = Consequences['counts']

/** What everybody who may sign in holds now. */
async function rolesOfEverybody(): Promise<RoleHeld[][]> {
  const users = await (await db()).user.findMany({ where: { disabledAt: null }, include: { grants: true } })
  const now = new Date()
  return users.map(({ grants }) => rolesInForce(grants, now))
}

/** People who hold more than one administrative role, of which separation leaves one. */
export async function severalRoles(): Promise<Counts> {
  const several = (await rolesOfEverybody()).filter(
    (held) => new Set(held.flatMap(({ role }) => (ADMIN_ROLES.includes(role) ? [role] : []))).size > 1,
  )
  return [{ what: 'several_roles', count: several.length }]
}

/** Who could approve changes if newcomers waited so many hours, and how many of those who can now could not; null: as it is. */
export async function approversUnder(newcomerHours: number | null): Promise<Counts> {
  const client = await db()
  const manages: readonly string[] = auth.permissions['security:manage'].roles
  const approvers = async (hours: number | null) =>
    [...(await readSeasoned(client, hours))].flatMap(([id, { roles }]) =>
      roles.some((role) => manages.includes(role)) ? [id] : [],
    )
  const now = await approvers(null)
  if (newcomerHours === null) return [{ what: 'approvers', count: now.length }]
  const then = await approvers(newcomerHours)
  return [
    { what: 'approvers', count: then.length },
    { what: 'approvers_lost', count: now.filter((id) => !then.includes(id)).length },
  ]
}

/** Changes that wait for a second person. */
export async function changesWaiting(): Promise<Counts> {
  const where = { state: 'pending', expiresAt: { gt: new Date() } }
  return [{ what: 'changes_waiting', count: await (await db()).changeRequest.count({ where }) }]
}

/** People signed in whom the last answer of the directory missed, while it is not believed: they are out once it is. */
export async function peopleMissing(): Promise<Counts> {
  if (!directoryDoubted()) return [{ what: 'people_missing', count: 0 }]
  const doubted = await (
    await db()
  ).auditEvent.findFirst({
    where: { event: authEvents['directory.answer_doubted'].name },
    orderBy: { id: 'desc' },
    select: { detail: true },
  })
  const detail = authEvents['directory.answer_doubted'].details.parse(JSON.parse(doubted?.detail ?? '{}'))
  return [{ what: 'people_missing', count: detail.missing }]
}

type BatchValue = PolicyValue<typeof batch.policies.batch>

/** People who may have documents read in batches now and could not then. */
export async function peopleLosingBatch(value: BatchValue): Promise<Counts> {
  const now = await readPolicy(batch.policies.batch)
  const losing = (await rolesOfEverybody()).filter(
    (roles) => mayRun({ roles }, now) && !mayRun({ roles }, value),
  )
  return [{ what: 'people_lose_batch', count: losing.length }]
}
