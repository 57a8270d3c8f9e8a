import { randomUUID } from 'node:crypto'
import type {
  Engine,
  ExtractRequest,
  GenerateEvent,
  GenerateRequest,
  GenerateResult,
  ModelText,
} from '@/lib/inference/contract'
import { within } from '@/lib/testing/wait'

/** A text, question or extraction put to an engine by a test, past the gate that the portal has. */
export const pastGate = {
  text: (text: string): ModelText => text as ModelText,
  question: (request: GenerateRequest<string>): GenerateRequest => request as GenerateRequest,
  extraction: (request: ExtractRequest<string>): ExtractRequest => request as ExtractRequest,
}

/** A question as the portal puts it, by person `a` in a conversation of its own unless told otherwise. */
export function questionOf(question: string, rest: Partial<GenerateRequest<string>> = {}): GenerateRequest {
  return pastGate.question({
    userId: 'a',
    departmentId: null,
    conversationId: randomUUID(),
    priority: 'interactive',
    locale: 'en',
    system: 'You are a reference assistant for ward doctors.',
    turns: [],
    question: question,
    ...rest,
  })
}

interface Listening {
  signal?: AbortSignal
  onEvent?: (event: GenerateEvent) => void
}

/** Everything the engine tells about one question. Throws what the engine throws. */
export async function collectEvents(
  engine: Pick<Engine, 'generate'>,
  request: GenerateRequest<string>,
  { signal = new AbortController().signal, onEvent }: Listening = {},
): Promise<GenerateEvent[]> {
  const events: GenerateEvent[] = []
  for await (const event of engine.generate(pastGate.question(request), signal)) {
    events.push(event)
    onEvent?.(event)
  }
  return events
}

export interface Answering {
  /** Everything that is told, once it is over. Rejects with what the engine throws. */
  ended: Promise<GenerateEvent[]>
  /** Settles when an event of this type was told; rejects when the answer ended without one. */
  heard: (type: GenerateEvent['type']) => Promise<void>
}

/**
 * Asks a question and goes on. Wait for `started`, `section` or `done`, which each answer has: a model may write nothing
 * but white space, of which neither `thought` nor `delta` is told.
 */
export function beginAnswer(
  engine: Pick<Engine, 'generate'>,
  request: GenerateRequest<string>,
  signal = new AbortController().signal,
): Answering {
  const told: string[] = []
  const hearing = new EventTarget()
  const ended = collectEvents(engine, request, {
    signal,
    onEvent: ({ type }) => {
      told.push(type)
      hearing.dispatchEvent(new Event(type))
    },
  })
  ended.catch(() => undefined)
  const heard = async (type: GenerateEvent['type']): Promise<void> => {
    if (told.includes(type)) return
    const event = new Promise<void>((resolve) => {
      hearing.addEventListener(type, () => resolve(), { once: true })
    })
    const missed = ended.then(() => {
      throw new Error(`Waited for the event ${type}, but the answer ended after: ${told.join(' ')}`)
    })
    await within(`the event ${type}`, Promise.race([event, missed]), () => told.join(' '))
  }
  return { ended, heard }
}

const SEEDS = 20

/**
 * The events of an answer whose thought has words. A thought may be white space only, of which nothing is told: one in
 * five is with the demo model, so twenty seeds without a word are a fault. Throws an Error then.
 */
export async function answerWithThought(
  engine: Pick<Engine, 'generate'>,
  question: string,
): Promise<GenerateEvent[]> {
  const part = 8
  const budgets = { definition: part, mechanism: part, differential: part, recommendation: part }
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const events = await collectEvents(engine, questionOf(question, { budgets, seed }))
    if (events.some(({ type }) => type === 'thought')) return events
  }
  throw new Error(`None of the seeds 1 to ${SEEDS} gave an answer whose thought has a word`)
}

/** The result at the end of the events, and the text of thought and sections. Throws when there is no result. */
export function readAnswer(events: readonly GenerateEvent[]): {
  result: GenerateResult
  text: string
  answer: Record<string, string>
} {
  const last = events.at(-1)
  if (last?.type !== 'done') throw new Error('the answer did not end')
  const answer: Record<string, string> = {}
  let text = ''
  for (const event of events) {
    if (event.type === 'thought' || event.type === 'delta') text += event.data.text
    if (event.type === 'delta') {
      answer[event.data.section] = (answer[event.data.section] ?? '') + event.data.text
    }
  }
  return { result: last.data, text, answer }
}
