import 'server-only'
import type { z } from 'zod'
import type { recordProofOutput } from '@/lib/audit/contract'
import { db } from '@/lib/db/client'
import { rowId } from '@/lib/shared/ids'

type Described = Pick<z.infer<typeof recordProofOutput>, 'people' | 'approval'>
interface Named {
  detail: string | null
  requestId: string | null
}

/** Everything in the details that may be the id of a row. */
function idsIn(value: unknown): string[] {
  if (typeof value === 'string') return rowId.safeParse(value).success ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(idsIn)
}

/** The details by their names; none where they were changed into something that cannot be read: the proof says so. */
function partsOf(detail: string | null): Record<string, unknown> {
  try {
    return JSON.parse(detail ?? '{}') as Record<string, unknown>
  } catch {
    return {}
  }
}

const changeIn = (detail: string | null): string | null =>
  rowId.safeParse(partsOf(detail)['changeId']).data ?? null

/** The change that a record is about: it names it, or another record of the same request does, as when an approval is carried out. */
async function changeOf({ detail, requestId }: Named): Promise<string | null> {
  const own = changeIn(detail)
  if (own !== null || requestId === null) return own
  const beside = await (
    await db()
  ).auditEvent.findFirst({
    where: { requestId, detail: { contains: '"changeId"' } },
    select: { detail: true },
  })
  return beside ? changeIn(beside.detail) : null
}

async function approvalOf(record: Named, nameOf: (ids: string[]) => Promise<Map<string, string>>) {
  const id = await changeOf(record)
  const change = id === null ? null : await (await db()).changeRequest.findUnique({ where: { id } })
  if (!change) return null
  const { requestedById, decidedById, requestedAt, decidedAt, expiresAt, state } = change
  const names = await nameOf([requestedById, decidedById ?? ''])
  const lapsed = state === 'pending' && expiresAt <= new Date()
  return {
    state: (lapsed ? 'lapsed' : state) as NonNullable<Described['approval']>['state'],
    askedBy: names.get(requestedById) ?? '—',
    askedAt: requestedAt.toISOString(),
    decidedBy: decidedById === null ? null : (names.get(decidedById) ?? '—'),
    decidedAt: decidedAt?.toISOString() ?? null,
  }
}

/** Names that a record has by number alone: the people in its details, and who asked for and decided on the change it belongs to. */
export async function describeRecord(record: Named): Promise<Described> {
  const client = await db()
  const nameOf = async (ids: string[]) => {
    const people = await client.user.findMany({
      where: { id: { in: ids } },
      select: { id: true, displayName: true },
    })
    return new Map(people.map(({ id, displayName }) => [id, displayName]))
  }
  const people = await nameOf(idsIn(partsOf(record.detail)))
  return { people: Object.fromEntries(people), approval: await approvalOf(record, nameOf) }
}
