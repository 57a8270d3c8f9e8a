import 'server-only'
import { randomUUID } from 'node:crypto'
import { batch } from '@/lib/batch/feature'
import type { Actor } from '@/lib/shared/actor'
import { batchStore, jobOf, JOBS_MAX, toJob, type StoredJob } from '@/lib/batch/batch-store'
import type { Job } from '@/lib/batch/contract'
import { requireBatchRight } from '@/lib/batch/require-right'
import { wipeJob } from '@/lib/batch/wipe-job'
import { AppError } from '@/lib/errors/app-error'

const RETRY_AFTER_SECONDS = 300

/**
 * Opens an empty job for the session; a former one that is not at work is wiped. Throws AppError `batch_not_allowed`,
 * `batch_running`, `batch_busy` or `shutting_down`.
 */
export async function createJob({ actor, requestId }: { actor: Actor; requestId: string }): Promise<Job> {
  await requireBatchRight(actor, requestId)
  const { jobs, stopping } = batchStore()
  if (stopping) throw new AppError('shutting_down')
  const former = jobOf(actor.sessionId)
  if (former?.state === 'running' || former?.state === 'paused') {
    throw new AppError(batch.errors.batch_running)
  }
  if (former) wipeJob(former, 'replaced')
  if (jobs.size >= JOBS_MAX) {
    throw new AppError(batch.errors.batch_busy, { retryAfterSeconds: RETRY_AFTER_SECONDS })
  }
  const job: StoredJob = {
    id: randomUUID(),
    sessionId: actor.sessionId,
    requestId,
    actor,
    locale: actor.locale,
    state: 'collecting',
    useModel: false,
    rows: [],
    names: new Set(),
    problems: [],
    problemCount: 0,
    uploads: new Map(),
    bytesTaken: 0,
    touchedAt: Date.now(),
    exportedAt: null,
    resumedAt: 0,
    workedMs: 0,
    controller: new AbortController(),
    waiters: [],
    wiped: false,
    finished: Promise.resolve(),
    reading: Promise.resolve(),
  }
  jobs.set(job.id, job)
  return toJob(job)
}
