import 'server-only'
import { recordEvent } from '@/lib/audit/record-event'
import { db, inTransaction } from '@/lib/db/client'

/** Work in memory that is recorded when it starts and when it ends, under one run id. */
const PAIRS = [
  ['consult.started', 'consult.finished'],
  ['batch.started', 'batch.finished'],
  ['mechanism.started', 'mechanism.finished'],
  ['presentation.started', 'presentation.ended'],
] as const

async function openRuns([begun, ended]: (typeof PAIRS)[number]): Promise<number[]> {
  const rows = await (
    await db()
  ).$queryRaw<{ id: number | bigint }[]>`
    SELECT id FROM AuditEvent AS begun WHERE event = ${begun} AND NOT EXISTS (
      SELECT 1 FROM AuditEvent AS ended WHERE ended.runId = begun.runId AND ended.event = ${ended})
    ORDER BY id`
  return rows.map(({ id }) => Number(id))
}

async function closeRun(id: number, event: (typeof PAIRS)[number][1]): Promise<void> {
  await inTransaction(async (tx) => {
    const begun = await tx.auditEvent.findUniqueOrThrow({ where: { id } })
    await recordEvent(tx, {
      event,
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

/**
 * Closes everything that a crash cut off with its ending record of outcome `interrupted`; called once at start, before
 * any new run. Returns how many there were.
 */
export async function recoverInterruptedRuns(): Promise<number> {
  let count = 0
  for (const pair of PAIRS) {
    for (const id of await openRuns(pair)) {
      await closeRun(id, pair[1])
      count += 1
    }
  }
  return count
}
