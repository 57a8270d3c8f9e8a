import 'server-only'
import { contentHash } from '@/lib/audit/content-hash'
import { recordAlone, type AuditEntry } from '@/lib/audit/record-event'
import type { Actor } from '@/lib/auth/permissions'
import type { StartRunInput } from '@/lib/consult/contract'
import {
  addRun,
  keepConversation,
  newConversation,
  ownConversation,
  removeRun,
  type Conversation,
  type Run,
} from '@/lib/consult/conversations'
import { answerRun } from '@/lib/consult/answer-run'
import systemPrompt from '@/lib/consult/system-prompt.json'
import { validateQuestion } from '@/lib/consult/validate-question'
import { AppError } from '@/lib/errors/app-error'
import type { GenerateRequest, PriorTurn } from '@/lib/inference/contract'
import { engine } from '@/lib/inference/generate'

interface Asked {
  actor: Actor
  requestId: string
}

/** Earlier turns that got an answer, oldest first; the first one carries the case. */
function priorTurns({ runs }: Conversation): PriorTurn[] {
  return runs
    .filter(({ turn }) => turn.state === 'done')
    .map(({ turn }) => ({
      question: turn.question,
      answer: Object.fromEntries(turn.sections.map(({ id, text }) => [id, text])),
    }))
}

async function refuse(error: unknown, entry: AuditEntry): Promise<never> {
  const reason = error instanceof AppError ? error.code : 'internal'
  await recordAlone({ ...entry, event: 'consult.refused', outcome: 'refused', detail: { reason } })
  throw error
}

async function measure(request: GenerateRequest): Promise<number> {
  const { promptTokens, tokensOver, contextLimit } = await engine().measure(request)
  if (tokensOver > 0) throw new AppError('question_too_long', { tokensOver, contextLimit })
  return promptTokens
}

/** What both records of a run share. */
function runFacts(run: Run, { actor, requestId }: Asked): AuditEntry {
  const { model } = engine().status()
  return {
    event: 'consult.started',
    outcome: 'ok',
    actor,
    requestId,
    runId: run.id,
    locale: run.locale,
    inputHmac: contentHash('input', run.turn.question),
    modelId: model.id,
    modelSha256: model.sha256,
    templateVersion: systemPrompt.version,
  }
}

/**
 * Accepts a question: checks it, measures it with the model's tokeniser, writes the record `consult.started`, and only
 * then lets the model begin. Answers at once; the answer itself streams (stream-run.ts).
 * Throws AppError `control_characters`, `not_found`, `run_in_progress`, `question_too_long`, `audit_unavailable`,
 * `model_loading` or `model_unavailable`; in all of them nothing has run.
 */
export async function startRun(
  asked: Asked,
  input: StartRunInput,
): Promise<{ runId: string; conversationId: string }> {
  const { actor } = asked
  const question = validateQuestion(input.question)
  const locale = input.locale ?? actor.locale
  const conversation = input.conversationId
    ? ownConversation(actor.sessionId, input.conversationId)
    : newConversation(actor.sessionId)
  const turns = priorTurns(conversation)
  const run = addRun(conversation, question, locale)
  try {
    const request = { userId: actor.userId, locale, system: systemPrompt[locale], turns, question }
    const facts = runFacts(run, asked)
    const promptTokens = await measure(request).catch((error: unknown) => refuse(error, facts))
    await recordAlone({ ...facts, promptTokens })
    keepConversation(conversation)
    run.finished = answerRun(run, request, facts)
    return { runId: run.id, conversationId: conversation.id }
  } catch (error) {
    removeRun(run)
    throw error
  }
}
