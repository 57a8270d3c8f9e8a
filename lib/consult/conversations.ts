import 'server-only'
import { randomUUID } from 'node:crypto'
import type { ConversationTurn, RunEvent, RunEventBody } from '@/lib/consult/contract'
import { foldRunEvent } from '@/lib/consult/fold-run-event'
import { AppError } from '@/lib/errors/app-error'
import type { Locale } from '@/lib/shared/locale'
import { processSingleton } from '@/lib/shared/process-singleton'

/** Oldest finished conversations beyond this number per session are dropped. */
const MAX_PER_SESSION = 20

/** One question being answered or answered. Lives in memory only. */
export interface Run {
  id: string
  conversation: Conversation
  locale: Locale
  turn: ConversationTurn
  /** Every event so far, for readers who come or come back later. */
  events: RunEvent[]
  /** Woken at each new event. */
  readers: Set<() => void>
  stop: AbortController
  /** Settles when the run has written its completion record. */
  finished: Promise<void>
}

export interface Conversation {
  id: string
  sessionId: string
  createdAt: Date
  runs: Run[]
}

const store = () => processSingleton('conversations', () => new Map<string, Conversation>())

const isRunning = ({ runs }: Conversation) => runs.some(({ turn }) => turn.state === 'running')

/** The conversations of a session, newest first. */
export function conversationsOf(sessionId: string): Conversation[] {
  return [...store().values()].filter((conversation) => conversation.sessionId === sessionId).reverse()
}

/** A session's own conversation. Throws AppError `not_found` for any other, existing or not. */
export function ownConversation(sessionId: string, id: string): Conversation {
  const conversation = store().get(id)
  if (conversation?.sessionId !== sessionId) throw new AppError('not_found')
  return conversation
}

/** A session's own run. Throws AppError `not_found`. */
export function ownRun(sessionId: string, runId: string): Run {
  const runs = conversationsOf(sessionId).flatMap((conversation) => conversation.runs)
  const run = runs.find(({ id }) => id === runId)
  if (!run) throw new AppError('not_found')
  return run
}

/** Every run that has not ended. */
export function runningRuns(): Run[] {
  const all = [...store().values()].flatMap(({ runs }) => runs)
  return all.filter(({ turn }) => turn.state === 'running')
}

/** A conversation that is not kept yet; `keepConversation` does that once its first run is accepted. */
export function newConversation(sessionId: string): Conversation {
  return { id: randomUUID(), sessionId, createdAt: new Date(), runs: [] }
}

/** Puts a conversation into memory and drops the oldest finished ones beyond the limit of the session. */
export function keepConversation(conversation: Conversation): void {
  store().set(conversation.id, conversation)
  const excess = conversationsOf(conversation.sessionId).slice(MAX_PER_SESSION)
  for (const old of excess) if (!isRunning(old)) forget(old)
}

/** Adds a run to a conversation. Throws AppError `run_in_progress` while another one is running. */
export function addRun(conversation: Conversation, question: string, locale: Locale): Run {
  if (isRunning(conversation)) throw new AppError('run_in_progress')
  const id = randomUUID()
  const turn: ConversationTurn = {
    runId: id,
    question,
    askedAt: new Date().toISOString(),
    state: 'running',
    thought: '',
    sections: [],
    queue: null,
    done: null,
    error: null,
    context: null,
    modelName: null,
    lastEventId: 0,
  }
  const stop = new AbortController()
  const run: Run = {
    id,
    conversation,
    locale,
    turn,
    events: [],
    readers: new Set(),
    stop,
    finished: Promise.resolve(),
  }
  conversation.runs.push(run)
  return run
}

/** Takes a run out again that was refused before it began. */
export function removeRun(run: Run): void {
  run.conversation.runs = run.conversation.runs.filter((other) => other !== run)
}

/** Numbers an event, folds it into the turn and wakes the readers. */
export function appendEvent(run: Run, body: RunEventBody): void {
  const event = { id: run.events.length + 1, ...body }
  run.events.push(event)
  run.turn = foldRunEvent(run.turn, event)
  for (const wake of run.readers) wake()
}

function forget(conversation: Conversation): void {
  store().delete(conversation.id)
  for (const run of conversation.runs) {
    run.stop.abort()
    for (const wake of run.readers) wake()
  }
}

/** Ends a session's conversation and drops its text. Throws AppError `not_found`. */
export function wipeConversation(sessionId: string, id: string): void {
  forget(ownConversation(sessionId, id))
}

/** Ends everything a session holds in memory. */
export function wipeSession(sessionId: string): void {
  for (const conversation of conversationsOf(sessionId)) forget(conversation)
}

/** True while the conversation of a run is still in memory. */
export function isKept(run: Run): boolean {
  return store().get(run.conversation.id) === run.conversation
}
