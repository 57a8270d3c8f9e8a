import 'server-only'
import type { Prisma } from '@prisma/client'
import type { z } from 'zod'
import type { listAuditOutput, listAuditQuery } from '@/lib/audit/contract'
import { toAuditRecord } from '@/lib/audit/record-columns'
import { db } from '@/lib/db/client'
import { dayRange } from '@/lib/shared/hospital-day'

type Query = z.infer<typeof listAuditQuery>

function conditions(query: Query): Prisma.AuditEventWhereInput {
  const at = dayRange(query)
  return {
    ...(query.event ? { event: query.event } : {}),
    ...(query.outcome ? { outcome: query.outcome } : {}),
    ...(query.departmentId ? { departmentId: query.departmentId } : {}),
    ...(query.actor ? { OR: [{ actorName: { contains: query.actor } }, { actorId: query.actor }] } : {}),
    ...(query.before ? { id: { lt: query.before } } : {}),
    ...(at ? { at } : {}),
  }
}

/** One page of audit records, newest first, with the id to pass as `before` for the next page (null at the end). */
export async function listEvents(query: Query): Promise<z.infer<typeof listAuditOutput>> {
  const rows = await (
    await db()
  ).auditEvent.findMany({
    where: conditions(query),
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  })
  const records = rows.slice(0, query.limit).map(toAuditRecord)
  return { records, nextBefore: rows.length > query.limit ? (records.at(-1)?.id ?? null) : null }
}
