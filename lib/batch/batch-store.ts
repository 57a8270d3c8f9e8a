import 'server-only'
import type { BatchValue, ItemProblem, RequiredPart } from '@/lib/documents/contract'
import type { Job, RowNote, ROW_STATES, JOB_STATES } from '@/lib/batch/contract'
import type { Actor } from '@/lib/shared/actor'
import { AppError } from '@/lib/errors/app-error'
import type { Locale } from '@/lib/shared/locale'
import { processSingleton } from '@/lib/shared/process-singleton'

/** Jobs that live at once in the portal: what bounds its memory. */
export const JOBS_MAX = 4
/** A job that nobody touches is wiped after this many milliseconds, and sooner when its session ends. */
export const UNTOUCHED_MS = 30 * 60_000
/** After an export the job stays this long for another format. */
export const EXPORTED_MS = 10 * 60_000
const PROBLEMS_SHOWN = 200
/** Problems kept by name; beyond it they are counted only. */
export const PROBLEMS_KEPT = 2000

/** One document and what was found in it. The text is the masked one; what was uploaded is not kept. */
export interface StoredRow {
  number: number
  name: string
  text: string
  masked: number
  state: (typeof ROW_STATES)[number]
  note: RowNote | null
  values: BatchValue[]
  missing: RequiredPart[]
  accepted: boolean
  edited: boolean
  /** What a person has corrected and not saved, as the browser wrote it; empty for nothing. */
  draft: string
  nextValueId: number
}

/** A file of which not all pieces have arrived. */
export interface Upload {
  name: string
  size: number
  received: number
  pieces: Buffer[]
}

export interface StoredJob {
  id: string
  sessionId: string
  requestId: string
  actor: Actor
  locale: Locale
  state: (typeof JOB_STATES)[number]
  useModel: boolean
  rows: StoredRow[]
  names: Set<string>
  problems: { name: string; problem: ItemProblem }[]
  problemCount: number
  uploads: Map<string, Upload>
  /** Bytes taken from the limit of the whole upload. */
  bytesTaken: number
  touchedAt: number
  exportedAt: number | null
  /** When work began or went on, and the milliseconds worked before that. */
  resumedAt: number
  workedMs: number
  controller: AbortController
  /** Workers that wait for the end of a pause. */
  waiters: (() => void)[]
  wiped: boolean
  finished: Promise<void>
  /** Files are read one after the other, so that none slips past the limits. */
  reading: Promise<void>
}

interface Store {
  jobs: Map<string, StoredJob>
  stopping: boolean
}

/** Every batch job there is. It lives in memory only; a restart or power cut loses it. */
export function batchStore(): Store {
  return processSingleton('batch-store', () => ({ jobs: new Map<string, StoredJob>(), stopping: false }))
}

/** The session's job, or null. */
export function jobOf(sessionId: string): StoredJob | null {
  return [...batchStore().jobs.values()].find((job) => job.sessionId === sessionId) ?? null
}

/** A job of this session, counted as touched. Throws AppError `not_found` for an unknown one and for somebody else's alike. */
export function ownedJob(id: string, sessionId: string): StoredJob {
  const job = batchStore().jobs.get(id)
  if (job?.sessionId !== sessionId) throw new AppError('not_found')
  return job
}

/** A row of a job. Throws AppError `not_found`. */
export function rowOf(job: StoredJob, number: number): StoredRow {
  const row = job.rows[number - 1]
  if (!row) throw new AppError('not_found')
  return row
}

/** Lets every waiting worker look at the job's state again. */
export function wakeWorkers(job: StoredJob): void {
  for (const wake of job.waiters.splice(0)) wake()
}

/** When the job is wiped if it stays untouched, in epoch milliseconds. */
export function wipeTime({ touchedAt, exportedAt }: StoredJob): number {
  const untouched = touchedAt + UNTOUCHED_MS
  return exportedAt === null ? untouched : Math.min(untouched, exportedAt + EXPORTED_MS)
}

function secondsLeft(job: StoredJob, finished: number): number | null {
  if (job.state !== 'running' || finished === 0) return null
  const worked = job.workedMs + Date.now() - job.resumedAt
  return Math.round(((worked / finished) * (job.rows.length - finished)) / 1000)
}

/** The job as the browser sees it, without text. */
export function toJob(job: StoredJob): Job {
  const count = (test: (row: StoredRow) => boolean) => job.rows.filter(test).length
  const finished = count(({ state }) => state !== 'waiting')
  return {
    id: job.id,
    state: job.state,
    useModel: job.useModel,
    documents: job.rows.length,
    finished,
    failed: count(({ state }) => state === 'failed'),
    accepted: count(({ accepted }) => accepted),
    unsaved: count(({ draft }) => draft !== ''),
    masked: job.rows.reduce((sum, { masked }) => sum + masked, 0),
    secondsLeft: secondsLeft(job, finished),
    wipeAt: new Date(wipeTime(job)).toISOString(),
    exported: job.exportedAt !== null,
    problemCount: job.problemCount,
    problems: job.problems.slice(0, PROBLEMS_SHOWN),
  }
}
