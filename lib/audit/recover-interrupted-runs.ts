import 'server-only'
import { recordEvent } from '@/lib/audit/record-event'
import { db, inTransaction } from '@/lib/db/client'

/**
 * Closes each run that a crash cut off with a `consult.finished` record of outcome `interrupted`; called once at
 * start, before any new run. Returns how many there were.
 */
export async function recoverInterruptedRuns(): Promise<number> {
  const open = await (
    await db()
  ).$queryRaw<{ id: number | bigint }[]>`
    SELECT id FROM AuditEvent AS begun WHERE event = 'consult.started' AND NOT EXISTS (
      SELECT 1 FROM AuditEvent AS ended WHERE ended.runId = begun.runId AND ended.event = 'consult.finished')
    ORDER BY id`
  for (const { id } of open) {
    await inTransaction(async (tx) => {
      const begun = await tx.auditEvent.findUniqueOrThrow({ where: { id: Number(id) } })
      await recordEvent(tx, {
        event: 'consult.finished',
        outcome: 'interrupted',
        actor: begun.actorId
          ? {
              userId: begun.actorId,
              displayName: begun.actorName ?? '',
              departmentId: begun.departmentId,
            }
          : null,
        ...(begun.runId ? { runId: begun.runId } : {}),
        ...(begun.requestId ? { requestId: begun.requestId } : {}),
        ...(begun.locale ? { locale: begun.locale } : {}),
        ...(begun.modelId ? { modelId: begun.modelId } : {}),
      })
    })
  }
  return open.length
}
