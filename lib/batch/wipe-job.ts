import 'server-only'
import { recordAlone } from '@/lib/audit/record-event'
import { batchStore, wakeWorkers, wipeTime, type StoredJob } from '@/lib/batch/batch-store'
import { batchEvents } from '@/lib/batch/events'
import { batch } from '@/lib/batch/feature'
import { can } from '@/lib/feature/can'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import type { RoleHeld } from '@/lib/shared/actor'
import { clearFreedMemorySoon } from '@/lib/shared/clear-freed-memory'

type Reason = 'owner' | 'session_ended' | 'untouched' | 'exported' | 'replaced'

/** Removes a job and every text of it from memory and stops its work. Wiping never waits for the trail; it is recorded after. */
export function wipeJob(job: StoredJob, reason: Reason): void {
  batchStore().jobs.delete(job.id)
  const documents = job.rows.length
  job.wiped = true
  job.controller.abort()
  job.rows = []
  job.problems = []
  job.names.clear()
  job.uploads.clear()
  wakeWorkers(job)
  clearFreedMemorySoon()
  const detail = { reason, documents }
  const { actor, requestId } = job
  recordAlone({
    event: batchEvents['batch.wiped'],
    outcome: 'ok',
    actor,
    requestId,
    runId: job.id,
    detail,
  }).catch((error: unknown) => {
    logger.error('a wiped batch was not recorded', { component: 'batch', ...faultFields(error) })
  })
}

/** Wipes what a session that has ended left behind. */
export function wipeBatchOf(sessionId: string): void {
  for (const job of [...batchStore().jobs.values()]) {
    if (job.sessionId === sessionId) wipeJob(job, 'session_ended')
  }
}

/** Wipes the jobs of a person whose roles no longer allow batches. */
export function wipeWithoutRight({ userId, roles }: { userId: string; roles: readonly RoleHeld[] }): void {
  if (can({ roles: [...roles] }, batch.permissions['batch:run'])) return
  for (const job of [...batchStore().jobs.values()]) {
    if (job.actor.userId === userId) wipeJob(job, 'session_ended')
  }
}

/** Wipes jobs that nobody has touched for too long. A job at work counts as touched. Meant to run every half minute. */
export function wipeUntouchedBatches(now = Date.now()): Promise<void> {
  for (const job of [...batchStore().jobs.values()]) {
    if (job.state === 'running') job.touchedAt = now
    else if (wipeTime(job) <= now) wipeJob(job, job.exportedAt === null ? 'untouched' : 'exported')
  }
  return Promise.resolve()
}
