import 'server-only'
import type { z } from 'zod'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { readDefinition } from '@/lib/templates/canonical-definition'
import type { listProposalsOutput } from '@/lib/templates/contract'
import { mayDecide, toScope } from '@/lib/templates/template-rights'

async function waiting(actor: Actor) {
  const rows = await (
    await db()
  ).templateProposal.findMany({
    where: { state: 'pending', expiresAt: { gt: new Date() } },
    orderBy: { requestedAt: 'asc' },
  })
  return rows.filter((row) => row.requestedById === actor.userId || mayDecide(actor, row))
}

/** How many proposals wait for this person's decision. */
export async function countDecidable(actor: Actor): Promise<number> {
  return (await waiting(actor)).filter((row) => mayDecide(actor, row)).length
}

/** Waiting proposals that the person made or may decide, oldest first, beside what they would replace. */
export async function listProposals(actor: Actor): Promise<z.infer<typeof listProposalsOutput>> {
  const client = await db()
  const rows = await waiting(actor)
  const people = await client.user.findMany({
    where: { id: { in: rows.map(({ requestedById }) => requestedById) } },
    select: { id: true, displayName: true },
  })
  const bases = rows.flatMap(({ templateId, baseVersion }) =>
    templateId === null || baseVersion === null ? [] : [{ templateId, number: baseVersion }],
  )
  const versions = bases.length === 0 ? [] : await client.templateVersion.findMany({ where: { OR: bases } })
  const proposals = rows.map((row) => {
    const { templateId, baseVersion } = row
    const before = versions.find((one) => one.templateId === templateId && one.number === baseVersion)
    return {
      id: row.id,
      scope: toScope(row.scope),
      departmentId: row.departmentId,
      templateId,
      definition: readDefinition(row.definition),
      before: before ? readDefinition(before.definition) : null,
      note: row.note,
      requestedBy: people.find(({ id }) => id === row.requestedById) ?? {
        id: row.requestedById,
        displayName: '—',
      },
      requestedAt: row.requestedAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      own: row.requestedById === actor.userId,
      decidable: mayDecide(actor, row),
    }
  })
  return { proposals }
}
