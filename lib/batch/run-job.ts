import 'server-only'
import { contentHash } from '@/lib/audit/content-hash'
import type { AuditOutcome } from '@/lib/audit/contract'
import { recordAlone } from '@/lib/audit/record-event'
import { batchStore, ownedJob, toJob, wakeWorkers, type StoredJob } from '@/lib/batch/batch-store'
import type { Job } from '@/lib/batch/contract'
import { batchEvents } from '@/lib/batch/events'
import { batch } from '@/lib/batch/feature'
import { INSTRUCTION_VERSION } from '@/lib/batch/model-request'
import { requireBatchRight } from '@/lib/batch/require-right'
import { workOnRow } from '@/lib/batch/work-on-row'
import type { Actor } from '@/lib/shared/actor'
import { AppError } from '@/lib/errors/app-error'
import { engine } from '@/lib/inference/generate'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'

/** Slots that an engine is taken to have which does not tell. */
const SLOTS_UNTOLD = 3
/** Extractions of one job at once. One more than the slots waits, so that none is empty between two; the engine decides when they run. */
const atOnce = (): number => (engine().status().placement?.slots ?? SLOTS_UNTOLD) + 1

async function whilePaused(job: StoredJob): Promise<void> {
  while (job.state === 'paused' && !job.controller.signal.aborted) {
    await new Promise<void>((resolve) => {
      job.waiters.push(resolve)
    })
  }
}

async function workThrough(job: StoredJob): Promise<void> {
  const waiting = job.rows.values()
  const worker = async () => {
    for (const row of waiting) {
      await whilePaused(job)
      if (job.controller.signal.aborted) return
      await workOnRow(job, row)
      // Rules never wait for anything; live doctors' requests get their turn in between.
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await Promise.all(Array.from({ length: atOnce() }, worker))
}

function outcomeOf(job: StoredJob): AuditOutcome {
  if (!job.controller.signal.aborted) return 'complete'
  return batchStore().stopping ? 'shutting_down' : 'stopped'
}

async function run(job: StoredJob, actor: Actor): Promise<void> {
  const { model } = engine().status()
  await workThrough(job)
  const outcome = outcomeOf(job)
  const { rows } = job
  if (job.state === 'running') job.workedMs += Date.now() - job.resumedAt
  await recordAlone({
    event: batchEvents['batch.finished'],
    outcome,
    actor,
    requestId: job.requestId,
    runId: job.id,
    locale: job.locale,
    outputHmac: contentHash('output', JSON.stringify(rows.map(({ values }) => values))),
    modelId: model.id,
    modelSha256: model.sha256,
    templateVersion: INSTRUCTION_VERSION,
    totalMs: job.workedMs,
    detail: {
      documents: rows.length,
      done: rows.filter(({ state }) => state === 'done').length,
      failed: rows.filter(({ state }) => state === 'failed').length,
      values: rows.reduce((sum, { values }) => sum + values.length, 0),
    },
  })
  if (!job.wiped) job.state = outcome === 'complete' ? 'done' : 'stopped'
}

/** 2 before 10: the order in which people number their files, however they arrived. */
const BY_NAME = new Intl.Collator('zh-CN', { numeric: true })

function orderRows({ rows }: StoredJob): void {
  rows.sort((a, b) => BY_NAME.compare(a.name, b.name))
  rows.forEach((row, i) => Object.assign(row, { number: i + 1 }))
}

interface Asked {
  actor: Actor
  requestId: string
}

/**
 * Begins the extraction in the background. Recorded before a word is read. Throws AppError `batch_not_allowed`,
 * `not_found`, `batch_running`, `batch_empty`, `model_loading`, `model_unavailable`, `audit_unavailable` or `shutting_down`.
 */
export async function startJob(id: string, useModel: boolean, { actor, requestId }: Asked): Promise<Job> {
  await requireBatchRight(actor, requestId)
  const job = ownedJob(id, actor.sessionId)
  if (batchStore().stopping) throw new AppError('shutting_down')
  if (job.state !== 'collecting') throw new AppError(batch.errors.batch_running)
  await job.reading
  orderRows(job)
  if (job.rows.length === 0) throw new AppError(batch.errors.batch_empty)
  const { model, state } = engine().status()
  if (useModel && state !== 'ready') {
    throw new AppError(state === 'loading' ? 'model_loading' : 'model_unavailable')
  }
  Object.assign(job, { state: 'running', useModel, requestId, touchedAt: Date.now() })
  try {
    await recordAlone({
      event: batchEvents['batch.started'],
      outcome: 'ok',
      actor,
      requestId,
      runId: job.id,
      locale: job.locale,
      inputHmac: contentHash('input', job.rows.map(({ text }) => text).join('\0')),
      modelId: model.id,
      modelSha256: model.sha256,
      templateVersion: INSTRUCTION_VERSION,
      detail: {
        documents: job.rows.length,
        problems: job.problemCount,
        masked: job.rows.reduce((sum, { masked }) => sum + masked, 0),
        useModel,
      },
    })
  } catch (error) {
    job.state = 'collecting'
    throw error
  }
  job.resumedAt = Date.now()
  job.finished = run(job, actor).catch((error: unknown) => {
    // The trail did not take the end of the job: its results must not be used.
    logger.error('a batch could not be finished', {
      component: 'batch',
      runId: job.id,
      ...faultFields(error),
    })
    job.rows.forEach((row) => Object.assign(row, { state: 'failed', values: [], note: 'rules_failed' }))
    job.state = 'stopped'
  })
  return toJob(job)
}

/** Pauses, resumes or stops a job; what does not fit its state changes nothing. Throws AppError `not_found`. */
export function steerJob(id: string, action: 'pause' | 'resume' | 'stop', sessionId: string): Job {
  const job = ownedJob(id, sessionId)
  job.touchedAt = Date.now()
  if (action === 'pause' && job.state === 'running') {
    job.state = 'paused'
    job.workedMs += Date.now() - job.resumedAt
    job.resumedAt = Date.now()
  }
  if (action === 'resume' && job.state === 'paused') {
    job.state = 'running'
    job.resumedAt = Date.now()
  }
  if (action === 'stop' && (job.state === 'running' || job.state === 'paused')) job.controller.abort()
  wakeWorkers(job)
  return toJob(job)
}

/** Ends every job before the portal stops and waits for their records. */
export async function stopBatches(): Promise<void> {
  const store = batchStore()
  store.stopping = true
  const jobs = [...store.jobs.values()]
  for (const job of jobs) {
    job.controller.abort()
    wakeWorkers(job)
  }
  await Promise.all(jobs.map(({ finished }) => finished))
}
