import 'server-only'
import { recordEvent, type AuditEntry } from '@/lib/audit/record-event'
import { db, inTransaction } from '@/lib/db/client'
import type { AuditEvent } from '@/lib/feature/define-server'
import { logger } from '@/lib/logging/logger'

async function openRuns(begun: AuditEvent, ended: AuditEvent): Promise<number[]> {
  const rows = await (
    await db()
  ).$queryRaw<{ id: number | bigint }[]>`
    SELECT id FROM AuditEvent AS begun WHERE event = ${begun.name} AND NOT EXISTS (
      SELECT 1 FROM AuditEvent AS ended WHERE ended.runId = begun.runId AND ended.event = ${ended.name})
    ORDER BY id`
  return rows.map(({ id }) => Number(id))
}

async function closeRun(id: number, event: AuditEvent): Promise<void> {
  await inTransaction(async (tx) => {
    const begun = await tx.auditEvent.findUniqueOrThrow({ where: { id } })
    const { actorId, actorName, departmentId, runId, requestId, locale, modelId } = begun
    const actor = actorId === null ? null : { userId: actorId, displayName: actorName ?? '', departmentId }
    const entry = {
      event,
      outcome: 'interrupted' as const,
      actor,
      ...(runId ? { runId } : {}),
      ...(requestId ? { requestId } : {}),
      ...(locale ? { locale } : {}),
      ...(modelId ? { modelId } : {}),
    }
    await recordEvent(tx, entry as AuditEntry)
  })
}

/**
 * Closes work in memory that a crash cut off: each record `begun` without its `ended` gets one of outcome `interrupted`. Called
 * once at the start, before anything new begins. Returns how many there were.
 */
export async function recoverInterruptedRuns(begun: AuditEvent, ended: AuditEvent): Promise<number> {
  const ids = await openRuns(begun, ended)
  for (const id of ids) await closeRun(id, ended)
  if (ids.length > 0) logger.warn('runs were cut off by the last stop', { count: ids.length })
  return ids.length
}
