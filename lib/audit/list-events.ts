import 'server-only'
import type { z } from 'zod'
import type { listAuditOutput, listAuditQuery } from '@/lib/audit/contract'
import { recordsWhere } from '@/lib/audit/filter-records'
import { toAuditRecord } from '@/lib/audit/record-columns'
import { db } from '@/lib/db/client'

/** One page of audit records, newest first, with the id to pass as `before` for the next page (null at the end). */
export async function listEvents({
  before,
  limit,
  ...filter
}: z.infer<typeof listAuditQuery>): Promise<z.infer<typeof listAuditOutput>> {
  const where = await recordsWhere(filter)
  const rows = await (
    await db()
  ).auditEvent.findMany({
    where: before ? { AND: [where, { id: { lt: before } }] } : where,
    orderBy: { id: 'desc' },
    take: limit + 1,
  })
  const records = rows.slice(0, limit).map(toAuditRecord)
  return { records, nextBefore: rows.length > limit ? (records.at(-1)?.id ?? null) : null }
}
