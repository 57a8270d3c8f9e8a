import 'server-only'
import type { Prisma } from '@prisma/client'
import type { z } from 'zod'
import {
  SESSIONS_PER_PAGE,
  type listSessionsOutput,
  type listSessionsQuery,
  type SessionRow,
} from '@/lib/auth/contract'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'

const OWNER = { user: { select: { displayName: true, username: true, departmentId: true } } } as const
type Row = Prisma.SessionGetPayload<{ include: typeof OWNER }>

function describe({ user, ...row }: Row, current: string): SessionRow {
  return {
    id: row.id,
    userId: row.userId,
    ...user,
    address: row.address,
    kind: row.kind === 'break_glass' ? 'break_glass' : 'directory',
    createdAt: row.createdAt.toISOString(),
    lastActionAt: row.lastActionAt.toISOString(),
    locked: row.lockedAt !== null,
    current: row.id === current,
  }
}

/** The reader's own live sessions, the newest action first. */
export async function listOwnSessions({ userId, sessionId }: Actor): Promise<SessionRow[]> {
  const rows = await (
    await db()
  ).session.findMany({ where: { userId, endedAt: null }, include: OWNER, orderBy: { lastActionAt: 'desc' } })
  return rows.map((row) => describe(row, sessionId))
}

/** One page of everybody's live sessions, and how many there are in all. */
export async function listSessions(
  { search, departmentId, sort, order, page }: z.infer<typeof listSessionsQuery>,
  actor: Actor,
): Promise<z.infer<typeof listSessionsOutput>> {
  const client = await db()
  const user: Prisma.UserWhereInput = {
    ...(search ? { OR: [{ username: { contains: search } }, { displayName: { contains: search } }] } : {}),
    ...(departmentId ? { departmentId } : {}),
  }
  const where = { endedAt: null, user }
  const rows = await client.session.findMany({
    where,
    include: OWNER,
    orderBy: [sort === 'displayName' ? { user: { displayName: order } } : { [sort]: order }, { id: 'asc' }],
    skip: (page - 1) * SESSIONS_PER_PAGE,
    take: SESSIONS_PER_PAGE,
  })
  return {
    sessions: rows.map((row) => describe(row, actor.sessionId)),
    total: await client.session.count({ where }),
  }
}
