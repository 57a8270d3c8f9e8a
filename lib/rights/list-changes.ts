import 'server-only'
import type { ChangeRequest, Prisma } from '@prisma/client'
import type { z } from 'zod'
import { audit } from '@/lib/audit/feature'
import { auth } from '@/lib/auth/feature'
import { LIST_PAGE, type Change, type listChangesOutput, type listChangesQuery } from '@/lib/rights/contract'
import { describeUser, USER_WITH_ROLES } from '@/lib/rights/describe-user'
import { changeOf } from '@/lib/rights/four-eyes'
import { nameChanged } from '@/lib/rights/name-changed'
import { readProtection } from '@/lib/rights/protect-rights'
import { subjectOf } from '@/lib/rights/rights-rules'
import { readSeasoned, type Seasoned } from '@/lib/auth/read-seasoned'
import { whoCouldApprove, whyNotDecide } from '@/lib/rights/who-decides'
import { can } from '@/lib/feature/can'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { pageOf } from '@/lib/db/page-of'

type Query = z.infer<typeof listChangesQuery>

/** What somebody who does not manage security may see. */
const kindsSeen = (actor: Actor): Change['kind'][] => [
  ...(can(actor, audit.permissions['audit:read']) ? (['audit_export'] as const) : []),
  ...(can(actor, auth.permissions['system:manage']) ? (['model_release', 'model_withdrawal'] as const) : []),
]

async function conditionOf(
  actor: Actor,
  { state, search }: Query,
  now: Date,
): Promise<Prisma.ChangeRequestWhereInput> {
  const contains = { contains: search ?? '' }
  const client = await db()
  const askers = search
    ? await client.user.findMany({
        where: { OR: [{ displayName: contains }, { username: contains }] },
        select: { id: true },
      })
    : null
  const waiting = { state: 'pending', expiresAt: { gt: now } }
  const lapsed = { state: 'pending', expiresAt: { lte: now } }
  return {
    ...(can(actor, auth.permissions['security:manage']) ? {} : { kind: { in: kindsSeen(actor) } }),
    ...(state === undefined ? {} : state === 'pending' ? waiting : state === 'expired' ? lapsed : { state }),
    ...(askers ? { requestedById: { in: askers.map(({ id }) => id) } } : {}),
  }
}

type Output = z.infer<typeof listChangesOutput>['changes'][number]
/** Names shown of those who could decide. */
const NAMES = 5

/** The people that the changes are about, with what they hold now. */
async function readSubjects(changes: readonly Change[], now: Date): Promise<Map<string, Output['subject']>> {
  const ids = changes.flatMap((change) => subjectOf(change) ?? [])
  const where = { id: { in: ids } }
  const users = await (await db()).user.findMany({ where, include: USER_WITH_ROLES })
  return new Map(
    users.map((user) => {
      const { id, displayName, username, roles } = describeUser(user, now)
      return [id, { id, displayName, username, roles }]
    }),
  )
}

/** What the reader may do about a change that waits, and who else could. */
function standingOf(
  row: ChangeRequest & { change: Change },
  { actor, seasoned }: { actor: Actor; seasoned: Seasoned },
): Pick<Output, 'decidable' | 'undecidable' | 'waitsFor'> {
  const undecidable = whyNotDecide(actor, row, seasoned)
  const waitsFor = whoCouldApprove(row.change, seasoned, [row.requestedById]).slice(0, NAMES)
  return { decidable: undecidable === null, undecidable, waitsFor }
}

/**
 * One page of the changes that wait or were decided, as far as the reader may see them, and how many there are: an
 * auditor sees exports only, a system admin releases of models.
 */
export async function listChanges(query: Query, actor: Actor): Promise<z.infer<typeof listChangesOutput>> {
  const client = await db()
  const now = new Date()
  const where = await conditionOf(actor, query, now)
  const found = await client.changeRequest.findMany({
    where,
    orderBy: [{ [query.sort]: query.order }, { id: 'asc' }],
    ...pageOf(query.page, LIST_PAGE),
  })
  const rows = found.map((row) => ({ ...row, change: changeOf(row) }))
  const ids = rows.flatMap(({ requestedById, decidedById }) => [requestedById, decidedById ?? []].flat())
  const people = await client.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, displayName: true },
  })
  const person = (id: string) => people.find((one) => one.id === id) ?? { id, displayName: '—' }
  const subjects = await readSubjects(
    rows.map(({ change }) => change),
    now,
  )
  const named = await nameChanged(rows.map(({ change }) => change))
  const seasoned = await readSeasoned(client)
  const changes = rows.map((row): Output => {
    const waiting = row.state === 'pending' && row.expiresAt > now
    const closed = { decidable: false, undecidable: null, waitsFor: [] }
    return {
      id: row.id,
      change: row.change,
      subject: subjects.get(subjectOf(row.change) ?? '') ?? null,
      named: named(row.change),
      requestedBy: person(row.requestedById),
      requestedAt: row.requestedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      state: row.state === 'pending' && !waiting ? 'expired' : (row.state as Output['state']),
      decidedBy: row.decidedById ? person(row.decidedById) : null,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      used: row.usedAt !== null,
      own: row.requestedById === actor.userId,
      ...(waiting ? standingOf(row, { actor, seasoned }) : closed),
    }
  })
  const protection = await readProtection(client)
  const total = await client.changeRequest.count({ where })
  return { enabled: protection.fourEyes, protection, changes, total }
}
