import 'server-only'
import { contentHash } from '@/lib/audit/content-hash'
import { recordAlone } from '@/lib/audit/record-event'
import { appendEvent } from '@/lib/consult/append-event'
import { consultStore, promptFields, type Run } from '@/lib/consult/consult-store'
import { consultEvents } from '@/lib/consult/events'
import { reviewDetail } from '@/lib/consult/review-run'
import { AppError } from '@/lib/errors/app-error'
import { engine } from '@/lib/inference/generate'
import { errorSentence } from '@/lib/http/problem'
import { SECTION_IDS, type EngineStatus, type GenerateResult } from '@/lib/inference/contract'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { metrics } from '@/lib/metrics/registry'

/** How a run ended: with a result of the engine, or with an error. */
export type RunEnd = { result: GenerateResult } | { error: unknown }

function outputText({ turn }: Run): string {
  return [turn.thought, ...turn.sections.map(({ id, text }) => `${id}\0${text}`)].join('\0')
}

function emitError(run: Run, error: AppError): void {
  const message = errorSentence(error.code, run.locale, error.params)
  appendEvent(run, { event: 'error', data: { code: error.code, message } })
}

function resultFields({ tokens, timings, sectionTokens }: GenerateResult) {
  return {
    promptTokens: tokens.prompt,
    cachedTokens: tokens.cached,
    thoughtTokens: tokens.thought,
    answerTokens: tokens.answer,
    queueMs: timings.queueMs,
    totalMs: timings.totalMs,
    ...(timings.firstTokenMs === null ? {} : { firstTokenMs: timings.firstTokenMs }),
    structure: SECTION_IDS.map((id) => `${id}=${sectionTokens[id]}`).join(','),
  }
}

function asAppError(error: unknown, run: Run): AppError {
  if (error instanceof AppError) return error
  logger.error('answer failed', { component: 'consult', runId: run.id, ...faultFields(error) })
  return new AppError('generation_failed')
}

function stampOf({ prompt }: Run, model: EngineStatus['model'], { seed, batched }: GenerateResult) {
  return {
    modelSha256: model.sha256,
    seed,
    promptVersion: prompt.version,
    contextTokens: model.contextTokens,
    slots: engine().stats().slots.total,
    batched,
  }
}

/** Counts an answer by how long it took, under the names of the OpenTelemetry conventions. */
function observeAnswer({ timings }: GenerateResult, failure: AppError | null): void {
  const { answers, firstTokens } = metrics()
  answers.observe({ gen_ai_operation_name: 'chat', error_type: failure?.code ?? '' }, timings.totalMs / 1000)
  if (timings.firstTokenMs !== null) {
    firstTokens.observe({ gen_ai_operation_name: 'chat' }, timings.firstTokenMs / 1000)
  }
}

/**
 * Writes `consult.finished` and only then tells the readers how the run ended. When the record cannot be written
 * the readers get `audit_unavailable` instead of `done`.
 */
export async function finishRun(run: Run, model: EngineStatus['model'], end: RunEnd): Promise<void> {
  const result = 'result' in end ? end.result : null
  const cut = consultStore().stopping && result?.outcome !== 'complete'
  const failure = cut ? new AppError('shutting_down') : 'error' in end ? asAppError(end.error, run) : null
  if (result) observeAnswer(result, failure)
  const unread = run.attendance.unread && result?.outcome === 'stopped'
  const { templateVersion, detail } = promptFields(run)
  try {
    const { recordId } = await recordAlone({
      event: consultEvents['consult.finished'],
      outcome: cut ? 'shutting_down' : (result?.outcome ?? 'failed'),
      actor: run.actor,
      requestId: run.requestId,
      runId: run.id,
      locale: run.locale,
      outputHmac: contentHash('output', outputText(run)),
      modelId: model.id,
      modelSha256: model.sha256,
      templateVersion,
      ...(result ? resultFields(result) : {}),
      detail: {
        ...detail,
        ...(result ? { seed: result.seed, batched: result.batched } : {}),
        ...reviewDetail(run.turn),
        ...(unread ? { stoppedBy: 'no_reader' } : {}),
        ...(failure ? { code: failure.code } : {}),
      },
    })
    if (failure) emitError(run, failure)
    else if (result) {
      const { outcome, tokens, timings } = result
      appendEvent(run, {
        event: 'done',
        data: { outcome, unread, tokens, timings, recordId, stamp: stampOf(run, model, result) },
      })
    }
  } catch (error) {
    emitError(run, error instanceof AppError ? error : new AppError('audit_unavailable'))
  }
}
