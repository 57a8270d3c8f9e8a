import 'server-only'
import { setTimeout as delay } from 'node:timers/promises'
import type { StoredJob, StoredRow } from '@/lib/batch/batch-store'
import type { ModelField } from '@/lib/documents/contract'
import type { FoundValue } from '@/lib/documents/extract/extract-by-rules'
import { checkedValues, MODEL_MAX_TOKENS, modelInstruction, modelSchema } from '@/lib/batch/model-request'
import { AppError } from '@/lib/errors/app-error'
import type { ExtractRequest, ExtractResult } from '@/lib/inference/contract'
import { engine } from '@/lib/inference/generate'
import { toModel } from '@/lib/inference/to-model'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { readers } from '@/lib/quarantine/readers'

/** Tokens of the context kept for instruction and grammar. */
const RESERVED_TOKENS = 400
const LEAST_CHARACTERS = 500

function addValues(row: StoredRow, found: readonly FoundValue[]): void {
  for (const value of found) {
    row.values.push({ ...value, id: row.nextValueId })
    row.nextValueId += 1
  }
}

/** A full queue or a model that is loaded anew is no reason to give a row up; twenty minutes of it are. */
const BUSY: readonly string[] = ['queue_full', 'model_loading']
const RETRY_MS = 2000
const TRIES = 600

async function extractWhenFree(job: StoredJob, request: ExtractRequest): Promise<ExtractResult> {
  const { signal } = job.controller
  for (let tries = 1; ; tries += 1) {
    try {
      return await engine().extract(request, signal)
    } catch (error) {
      if (!(error instanceof AppError) || !BUSY.includes(error.code) || tries >= TRIES) throw error
      await delay(RETRY_MS, undefined, { signal })
    }
  }
}

/** The model's part: the fields the rules left open. A Chinese character is at most about one token. */
async function askModel(job: StoredJob, row: StoredRow, fields: readonly ModelField[]): Promise<void> {
  const room = engine().status().model.contextTokens - MODEL_MAX_TOKENS - RESERVED_TOKENS
  const text = row.text.slice(0, Math.max(room, LEAST_CHARACTERS))
  const pass = async (words: string) =>
    (await toModel(words, { locale: job.locale, person: job.actor.userId })).text
  const { json, outcome } = await extractWhenFree(job, {
    userId: job.actor.userId,
    departmentId: job.actor.departmentId,
    instruction: await pass(modelInstruction(fields, job.locale)),
    text: await pass(text),
    schema: modelSchema(fields),
    maxTokens: MODEL_MAX_TOKENS,
    priority: 'background',
  })
  if (outcome === 'stopped') return
  if (outcome === 'truncated') {
    row.note = 'model_cut'
    return
  }
  addValues(row, checkedValues(json, text).values)
  if (text.length < row.text.length) row.note = 'model_part'
}

/** Reads one row by rules and, where asked, by the model. A fault of it is its own: it is noted, and the job goes on. */
export async function workOnRow(job: StoredJob, row: StoredRow): Promise<void> {
  let open: readonly ModelField[] = []
  try {
    const extracted = await readers().run(
      'extract',
      { text: row.text },
      { person: job.actor.userId, priority: 'background', signal: job.controller.signal },
    )
    addValues(row, extracted.values)
    row.missing = extracted.missing
    open = extracted.open
  } catch (error) {
    if (job.controller.signal.aborted) return
    logger.error('a batch row failed', { component: 'batch', runId: job.id, ...faultFields(error) })
    row.note = 'rules_failed'
    row.state = 'failed'
    return
  }
  if (job.useModel && open.length > 0) {
    await askModel(job, row, open).catch((error: unknown) => {
      logger.warn('the model gave nothing for a batch row', {
        component: 'batch',
        runId: job.id,
        ...faultFields(error),
      })
      row.note = 'model_failed'
    })
  }
  if (!job.controller.signal.aborted) row.state = 'done'
}
