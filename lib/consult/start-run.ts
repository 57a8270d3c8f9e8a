import 'server-only'
import { contentHash } from '@/lib/audit/content-hash'
import { recordAlone } from '@/lib/audit/record-event'
import { deniedReason } from '@/lib/auth/denied-sessions'
import { consultEvents } from '@/lib/consult/events'
import { consult } from '@/lib/consult/feature'
import type { Actor } from '@/lib/shared/actor'
import { readPolicy } from '@/lib/policies/read-policy'
import { admitQuestion } from '@/lib/consult/admit-question'
import { appendEvent } from '@/lib/consult/append-event'
import { composeQuestion, type Composed } from '@/lib/consult/compose-question'
import {
  consultStore,
  isRunning,
  ownedConversation,
  promptFields,
  type Run,
  type StoredConversation,
} from '@/lib/consult/consult-store'
import type { Question } from '@/lib/consult/contract'
import type { FindPassages } from '@/lib/consult/sources/contract'
import { countUsed } from '@/lib/consult/sources/count-used'
import { cardText } from '@/lib/consult/card-in-prompt'
import { finishRun, type RunEnd } from '@/lib/consult/finish-run'
import { prepareReview, type RunReview } from '@/lib/consult/review-run'
import { newRun } from '@/lib/consult/new-run'
import { noteAnswerTerms, noteTerms } from '@/lib/consult/note-terms'
import { priorRuns, replacedRun } from '@/lib/consult/prior-runs'
import { takeInQuestion } from '@/lib/consult/take-in-question'
import { rootOf } from '@/lib/consult/pure/versions'
import { watchReaders } from '@/lib/consult/watch-readers'
import { AppError } from '@/lib/errors/app-error'
import type { CountUse } from '@/lib/library/use/contract'
import type { GenerateRequest } from '@/lib/inference/contract'
import { ON_ROUNDS } from '@/lib/consult/limit-questions'
import { makeRoom } from '@/lib/consult/make-room'
import { engine } from '@/lib/inference/generate'

interface Asked {
  actor: Actor
  requestId: string
  /** Where the library is looked into; left out where none is. */
  findPassages?: FindPassages
  /** Where it is counted which documents stood beside an answer; left out where nobody counts. */
  countUse?: CountUse
}

/** Reserves the place before the audit record is awaited, so that a second question cannot slip in. */
function reserve(conversation: StoredConversation, run: Run, sessionId: string): void {
  if (consultStore().stopping) throw new AppError('shutting_down')
  // A sign-out acts in memory first: a question still under way then must not outlive the wipe.
  if (deniedReason(sessionId)) throw new AppError('session_expired')
  if (isRunning(conversation)) throw new AppError('run_in_progress')
  const { conversations, runs } = consultStore()
  if (!conversations.has(conversation.id)) {
    makeRoom(sessionId)
    conversations.set(conversation.id, conversation)
  }
  conversation.runs.push(run)
  runs.set(run.id, run)
}

function release(conversation: StoredConversation, run: Run): void {
  consultStore().runs.delete(run.id)
  conversation.runs = conversation.runs.filter((other) => other !== run)
  if (conversation.runs.length === 0) consultStore().conversations.delete(conversation.id)
}

interface Answering {
  request: GenerateRequest
  review: RunReview
  countUse: CountUse | undefined
}

async function generate(run: Run, { request, review, countUse }: Answering): Promise<void> {
  const { model } = engine().status()
  if (run.turn.card) appendEvent(run, { event: 'card', data: run.turn.card })
  if (run.turn.passages) appendEvent(run, { event: 'passages', data: { passages: run.turn.passages } })
  review.open()
  noteTerms(run, 'question')
  let end: RunEnd = { error: new AppError('generation_failed') }
  try {
    for await (const event of engine().generate(request, run.controller.signal)) {
      if (event.type === 'done') end = { result: event.data }
      else {
        appendEvent(run, { event: event.type, data: event.data } as Parameters<typeof appendEvent>[1])
        review.follow(event)
        noteAnswerTerms(run, event.type)
      }
    }
  } catch (error) {
    end = { error }
  }
  noteAnswerTerms(run, 'done')
  review.close('result' in end ? end.result.outcome : 'failed')
  await finishRun(run, model, end)
  if (countUse) await countUsed(run, countUse)
  consultStore().active.delete(run)
  clearTimeout(run.attendance.timer)
  if (run.wiped) run.events = []
}

/** What the record says of the library: how many passages, and a keyed hash of which. No record names a document. */
function offeredPassages({ passages }: Run['turn']) {
  if (passages === null) return {}
  const found = passages.filter((passage) => passage.found)
  const ids = found.map(({ passageId }) => passageId).join(',')
  return { passagesHmac: contentHash('passages', ids), passagesOffered: found.length }
}

async function recordStarted(
  run: Run,
  { actor }: Asked,
  { promptTokens, priority }: { promptTokens: number | null; priority: GenerateRequest['priority'] },
): Promise<void> {
  const { model } = engine().status()
  await recordAlone({
    event: consultEvents['consult.started'],
    outcome: 'ok',
    actor,
    requestId: run.requestId,
    runId: run.id,
    locale: run.locale,
    inputHmac: contentHash('input', run.turn.question),
    modelId: model.id,
    modelSha256: model.sha256,
    ...(promptTokens === null ? {} : { promptTokens }),
    ...promptFields(run),
    detail: {
      ...promptFields(run).detail,
      ...run.intake,
      ...(run.turn.card ? { cardHmac: contentHash('card', cardText(run.turn.card)) } : {}),
      ...offeredPassages(run.turn),
      ...(priority === 'rounds' ? ON_ROUNDS : {}),
      ...(run.turn.replaces === null ? {} : { replaces: run.turn.replaces }),
      ...(run.turn.continues === null ? {} : { continues: run.turn.continues }),
    },
  })
}

/** The question composed with its passages, or without what of them would leave the case no room. */
async function composeWithRoom(
  asking: Parameters<typeof composeQuestion>[0],
  actor: Actor,
): Promise<{ composed: Composed; passages: Run['turn']['passages'] }> {
  const passages = asking.passages ?? null
  const composed = await composeQuestion(asking, actor)
  if (!passages?.some(({ told, again }) => told !== null && !again)) return { composed, passages }
  const { tokensOver, droppedTurns } = await engine().measure(composed.request)
  if (tokensOver <= 0 && droppedTurns.length === 0) return { composed, passages }
  const untold = passages.map((passage) => (passage.again ? passage : { ...passage, told: null }))
  return { composed: await composeQuestion({ ...asking, passages: untold }, actor), passages: untold }
}

/**
 * Starts answering a question in the background and returns its ids. The audit record is durable before the model
 * sees a word. Throws AppError `control_characters`, `identifiers_found`, `not_found`, `run_in_progress`,
 * `question_too_long`, `text_too_complex`, `readers_busy`, `queue_full`, `own_queue_full`, `question_limit`, `rounds_limit`, `rounds_off`, `audit_unavailable`, `shutting_down`, `session_expired`, `model_loading` or `model_unavailable`.
 */
export async function startRun(
  question: Question,
  asked: Asked,
): Promise<{ runId: string; conversationId: string }> {
  const former = question.conversationId
    ? ownedConversation(question.conversationId, asked.actor.sessionId)
    : null
  const replaced = replacedRun(former, question)
  // An answer goes on under the question it was begun for, whatever was sent.
  const asking = replaced && question.continues ? { ...question, question: replaced.turn.question } : question
  const { reading, intake, ...taken } = await takeInQuestion(asking, asked)
  const { names, card, documents } = taken
  const { passages, composed } = await composeWithRoom({ ...asking, ...taken }, asked.actor)
  const { existing, request, addenda, prompt } = composed
  if (existing && isRunning(existing)) throw new AppError('run_in_progress')
  const promptTokens = await admitQuestion(request, asked)
  const conversation = existing ?? {
    id: request.conversationId,
    userId: asked.actor.userId,
    sessionId: asked.actor.sessionId,
    createdAt: new Date(),
    name: '',
    draft: '',
    form: '',
    addenda: [],
    documents: [],
    names: [],
    runs: [],
  }
  const { text, terms, facts } = reading
  const { unreadSeconds } = await readPolicy(consult.policies.readers)
  const { inAnswers: codes } = await readPolicy(consult.policies.codes)
  const { mode } = await readPolicy(consult.policies.sources)
  const version = { replaces: replaced && rootOf(replaced.turn), continues: asking.continues ?? null }
  const told = { card, passages, sourcesRequired: mode === 'required', ...version }
  const read = { reading: { text, terms, facts }, intake, unreadSeconds, told, codes }
  const run = newRun(conversation.id, asked, { ...read, locale: request.locale, prompt })
  const review = await prepareReview(run, reading, priorRuns(existing, asking))
  reserve(conversation, run, asked.actor.sessionId)
  try {
    await recordStarted(run, asked, { promptTokens, priority: request.priority })
  } catch (error) {
    release(conversation, run)
    throw error instanceof AppError ? error : new AppError('audit_unavailable', {}, { cause: error })
  }
  conversation.addenda = addenda
  conversation.documents = documents
  conversation.names = names
  consultStore().active.add(run)
  watchReaders(run)
  run.finished = generate(run, { request, review, countUse: asked.countUse })
  return { runId: run.id, conversationId: conversation.id }
}
