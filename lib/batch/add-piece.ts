import 'server-only'
import type { z } from 'zod'
import { batch } from '@/lib/batch/feature'
import type { PolicyValue } from '@/lib/feature/define-feature'
import type { Actor } from '@/lib/shared/actor'
import {
  batchStore,
  ownedJob,
  PROBLEMS_KEPT,
  toJob,
  type StoredJob,
  type Upload,
} from '@/lib/batch/batch-store'
import type { ItemProblem } from '@/lib/documents/contract'
import type { pieceOutput, pieceQuery } from '@/lib/batch/contract'
import type { Budget } from '@/lib/documents/read/item'
import { requireBatchRight } from '@/lib/batch/require-right'
import { showName } from '@/lib/documents/show-name'
import { AppError } from '@/lib/errors/app-error'
import type { ReadDocument } from '@/lib/quarantine/protocol'
import { readers } from '@/lib/quarantine/readers'
import { clinicalDictionary } from '@/lib/terminology/clinical-dictionary'

const MIB = 1024 * 1024
const UPLOADS_AT_ONCE = 4

const shownName = (job: StoredJob, name: string) =>
  showName(name, { locale: job.locale, dictionary: clinicalDictionary() })

/** Notes an item that gave no document. Its name is as it may be shown. */
function addProblem(job: StoredJob, name: string, problem: ItemProblem): void {
  job.problemCount += 1
  if (job.problems.length < PROBLEMS_KEPT) job.problems.push({ name, problem })
}

/** Two documents of one name stay two. */
function uniqueName(job: StoredJob, name: string): string {
  let unique = name
  for (let i = 2; job.names.has(unique); i += 1) unique = `${name} (${i})`
  job.names.add(unique)
  return unique
}

function addDocument(job: StoredJob, name: string, { text, masked }: { text: string; masked: number }): void {
  job.rows.push({
    number: job.rows.length + 1,
    name: uniqueName(job, name),
    text,
    masked,
    state: 'waiting',
    note: null,
    values: [],
    missing: [],
    accepted: false,
    edited: false,
    draft: '',
    nextValueId: 1,
  })
}

async function readWhole(
  job: StoredJob,
  upload: Upload,
  policy: PolicyValue<typeof batch.policies.batch>,
): Promise<void> {
  const total = policy.maxTotalMiB * MIB
  const budget: Budget = {
    documents: policy.maxDocuments - job.rows.length,
    bytes: Math.max(0, total - job.bytesTaken),
    fileBytes: policy.maxFileMiB * MIB,
  }
  const { name, size } = upload
  const input = { name, bytes: Buffer.concat(upload.pieces), budget, locale: job.locale }
  upload.pieces = []
  try {
    const left = await readers().run('readUpload', input, {
      person: job.actor.userId,
      priority: 'background',
      signal: job.controller.signal,
      onItems: (items) => {
        take(job, items)
      },
    })
    // What an archive held counts inflated, any other file as it is.
    job.bytesTaken += Math.max(budget.bytes - left.bytes, size)
  } catch (error) {
    if (job.wiped) return
    if (!(error instanceof AppError) || error.code !== 'text_too_complex') throw error
    // What was read of it before stays; the file is named as one that was given up.
    job.bytesTaken += size
    addProblem(job, shownName(job, name), 'too_complex')
  }
}

function take(job: StoredJob, items: readonly ReadDocument[]): void {
  for (const item of items) {
    if ('problem' in item) addProblem(job, item.name, item.problem)
    else addDocument(job, item.name, item)
  }
}

/** The largest file that is taken at all: an archive may be as large as the whole upload. */
const limitOf = (name: string, policy: PolicyValue<typeof batch.policies.batch>) =>
  (/\.zip$/i.test(name) ? policy.maxTotalMiB : policy.maxFileMiB) * MIB

interface Piece extends z.infer<typeof pieceQuery> {
  id: string
  name: string
  bytes: Buffer
}

/** Files of one person that are under way, in whatever session. */
const uploadsOf = (userId: string) =>
  [...batchStore().jobs.values()].reduce(
    (sum, { actor, uploads }) => sum + (actor.userId === userId ? uploads.size : 0),
    0,
  )

function openUpload(job: StoredJob, { file, name, size, offset }: Piece): Upload {
  const open = job.uploads.get(file)
  if (open) return open
  if (offset !== 0) throw new AppError('not_found')
  if (uploadsOf(job.actor.userId) >= UPLOADS_AT_ONCE) {
    throw new AppError(batch.errors.too_many_uploads, { limit: UPLOADS_AT_ONCE, retryAfterSeconds: 5 })
  }
  const upload = { name, size, received: 0, pieces: [] }
  job.uploads.set(file, upload)
  return upload
}

/**
 * Takes a piece of a file; the last one has the file read into documents, each masked before it is kept. A file that is
 * too large is a problem of the job and not of the request. Throws AppError `batch_not_allowed`, `not_found`,
 * `batch_running` once the job has begun, or `invalid_input` for a piece out of order.
 */
export async function addPiece(
  piece: Piece,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<z.infer<typeof pieceOutput>> {
  const policy = await requireBatchRight(actor, requestId)
  const job = ownedJob(piece.id, actor.sessionId)
  if (job.state !== 'collecting') throw new AppError(batch.errors.batch_running)
  job.touchedAt = Date.now()
  const { name, size, offset, bytes, file } = piece
  if (size > limitOf(name, policy)) {
    addProblem(job, shownName(job, name), 'too_large')
    return { complete: true, job: toJob(job) }
  }
  const upload = openUpload(job, piece)
  if (offset !== upload.received || upload.size !== size || offset + bytes.length > size) {
    job.uploads.delete(file)
    throw new AppError('invalid_input', { fields: 'offset' })
  }
  upload.pieces.push(bytes)
  upload.received += bytes.length
  if (upload.received < size) return { complete: false, job: toJob(job) }
  const read = job.reading.then(() => readWhole(job, upload, policy))
  job.reading = read.catch(() => undefined)
  await read.finally(() => job.uploads.delete(file))
  return { complete: true, job: toJob(job) }
}
