import 'server-only'
import { contentHash } from '@/lib/audit/content-hash'
import type { AuditOutcome } from '@/lib/audit/contract'
import { recordAlone, type AuditEntry } from '@/lib/audit/record-event'
import { appendEvent, isKept, type Run } from '@/lib/consult/conversations'
import { isShuttingDown } from '@/lib/consult/shut-down'
import { AppError } from '@/lib/errors/app-error'
import { errorSentence } from '@/lib/http/problem'
import type { GenerateRequest, GenerateResult } from '@/lib/inference/contract'
import { engine } from '@/lib/inference/generate'
import { errorName, logger } from '@/lib/logging/logger'

/** The text whose keyed hash is recorded: everything the person was shown of the answer. */
function answerText({ turn }: Run): string {
  return turn.sections.map(({ id, text }) => `${id}\n${text}`).join('\n\n')
}

function structure({ sectionTokens }: GenerateResult): string {
  return Object.entries(sectionTokens)
    .map(([id, tokens]) => `${id}=${tokens}`)
    .join(',')
}

function resultFacts(result: GenerateResult): Partial<AuditEntry> {
  const { tokens, timings } = result
  return {
    promptTokens: tokens.prompt,
    cachedTokens: tokens.cached,
    thoughtTokens: tokens.thought,
    answerTokens: tokens.answer,
    queueMs: timings.queueMs,
    ...(timings.firstTokenMs === null ? {} : { firstTokenMs: timings.firstTokenMs }),
    totalMs: timings.totalMs,
    structure: structure(result),
  }
}

/** Passes the model's events on and returns its result. The `done` event waits for the completion record. */
async function passEvents(run: Run, request: GenerateRequest): Promise<GenerateResult> {
  for await (const event of engine().generate(request, run.stop.signal)) {
    if (event.type === 'done') return event.data
    if (isKept(run)) {
      appendEvent(run, { event: event.type, data: event.data } as Parameters<typeof appendEvent>[1])
    }
  }
  throw new AppError('generation_failed')
}

function fail(run: Run, error: unknown): void {
  const known = error instanceof AppError ? error : new AppError('generation_failed')
  const message = errorSentence(known.code, run.locale, known.params)
  appendEvent(run, { event: 'error', data: { code: known.code, message } })
}

async function recordEnd(run: Run, facts: AuditEntry, end: { outcome: AuditOutcome } & Partial<AuditEntry>) {
  const outputHmac = contentHash('output', answerText(run))
  return recordAlone({ ...facts, event: 'consult.finished', outputHmac, ...end })
}

/**
 * Lets the model answer an accepted run and closes it: completion record first, then exactly one `done` or `error`
 * for the readers. Never throws.
 */
export async function answerRun(run: Run, request: GenerateRequest, facts: AuditEntry): Promise<void> {
  try {
    const result = await passEvents(run, request)
    if (isShuttingDown()) {
      await recordEnd(run, facts, { ...resultFacts(result), outcome: 'shutting_down' })
      fail(run, new AppError('shutting_down'))
      return
    }
    const { recordId } = await recordEnd(run, facts, { ...resultFacts(result), outcome: result.outcome })
    const { outcome, tokens, timings } = result
    appendEvent(run, { event: 'done', data: { outcome, tokens, timings, recordId } })
  } catch (error) {
    await closeFailed(run, facts, error)
  }
}

async function closeFailed(run: Run, facts: AuditEntry, error: unknown): Promise<void> {
  if (!(error instanceof AppError)) logger.error('run failed', { runId: run.id, errorName: errorName(error) })
  const code = error instanceof AppError ? error.code : 'generation_failed'
  if (code !== 'audit_unavailable') {
    const outcome = code === 'shutting_down' ? 'shutting_down' : 'failed'
    // Already failing: a trail that cannot be written now closes this run as interrupted at the next start.
    await recordEnd(run, facts, { outcome, detail: { reason: code } }).catch(() => {
      logger.error('completion record could not be written', { runId: run.id, code: 'audit_unavailable' })
    })
  }
  fail(run, error)
}
