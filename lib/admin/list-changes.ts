import 'server-only'
import type { z } from 'zod'
import type { listChangesOutput } from '@/lib/admin/contract'
import { changeOf, mayDecide } from '@/lib/admin/four-eyes'
import { can, type Actor } from '@/lib/auth/permissions'
import { readPolicy } from '@/lib/config/read-policy'
import { db } from '@/lib/db/client'

const NEWEST = 100

/** Changes that wait or were decided, newest first, as far as the reader may see them: an auditor sees exports only. */
export async function listChanges(actor: Actor): Promise<z.infer<typeof listChangesOutput>> {
  const client = await db()
  const rows = await client.changeRequest.findMany({
    where: can(actor, 'security:manage') ? {} : { kind: 'audit_export' },
    orderBy: { requestedAt: 'desc' },
    take: NEWEST,
  })
  const ids = rows.flatMap(({ requestedById, decidedById }) => [
    requestedById,
    ...(decidedById ? [decidedById] : []),
  ])
  const people = await client.user.findMany({
    where: { id: { in: ids } },
    select: { id: true, displayName: true },
  })
  const person = (id: string) => people.find((one) => one.id === id) ?? { id, displayName: '—' }
  const now = new Date()
  type Output = z.infer<typeof listChangesOutput>['changes'][number]
  const changes = rows.map((row): Output => {
    const waiting = row.state === 'pending' && row.expiresAt > now
    return {
      id: row.id,
      change: changeOf(row),
      requestedBy: person(row.requestedById),
      requestedAt: row.requestedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      state: row.state === 'pending' && !waiting ? 'expired' : (row.state as Output['state']),
      decidedBy: row.decidedById ? person(row.decidedById) : null,
      decidedAt: row.decidedAt?.toISOString() ?? null,
      used: row.usedAt !== null,
      own: row.requestedById === actor.userId,
      decidable: waiting && mayDecide(actor, row),
    }
  })
  return { enabled: (await readPolicy('fourEyes')).enabled, changes }
}
