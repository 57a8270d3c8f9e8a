import 'server-only'
import type { GenerateEvent, GenerateRequest, GenerateResult } from '@/lib/inference/contract'
import type { Held, PlannedPrompt, ReadyEngine } from '@/lib/inference/engine/ready-engine'
import { stoppedInQueue } from '@/lib/inference/engine/stopped-in-queue'
import { AnswerSampling } from '@/lib/inference/engine/sampling'
import { TokenStream, type NextToken } from '@/lib/inference/engine/token-stream'
import { writeAnswer, type AnswerResult } from '@/lib/inference/engine/write-answer'
import { AppError } from '@/lib/errors/app-error'

export interface Question {
  engine: ReadyEngine
  request: GenerateRequest
  prompt: PlannedPrompt
  seed: number
  emit: (event: GenerateEvent) => void
  signal: AbortSignal
  /** `performance.now()` at acceptance. */
  accepted: number
}

export const since = (start: number): number => Math.round(performance.now() - start)

/**
 * Queues a question, writes its answer and emits what happens, `done` last. Throws what `ReadyEngine.withSlot`
 * throws, and AppError `generation_failed` when a step failed and could not be repeated.
 */
export async function answerQuestion(question: Question): Promise<void> {
  const { engine, request, prompt, emit, signal, accepted } = question
  const { userId, conversationId, departmentId, priority } = request
  const result = await engine.withSlot(
    {
      who: { userId, departmentId, priority },
      prompt,
      owner: { userId, conversationId },
      signal,
      onPosition: (position, estimatedSeconds) => {
        emit({ type: 'queued', data: { position, estimatedSeconds } })
      },
    },
    (held) => write(question, held),
  )
  const ended = result ?? stoppedInQueue(since(accepted), question.seed)
  engine.counters.finished(ended)
  emit({ type: 'done', data: ended })
}

/** One attempt: a stream of tokens that counts them and notes when the first one came. */
class Attempt {
  firstTokenAt: number | null = null
  readonly stream: TokenStream

  constructor(
    private readonly question: Question,
    private readonly held: Held,
    readonly sampling: AnswerSampling,
  ) {
    const { engine, prompt, signal } = question
    const { slot, cached } = held
    this.stream = new TokenStream({
      slot,
      planner: engine.loaded.planner,
      prompt: prompt.tokens.slice(cached),
      sampling: sampling.options,
      signal,
    })
  }

  get pending(): TokenStream['pending'] {
    return this.stream.pending
  }

  async next(): Promise<NextToken> {
    const next = await this.stream.next()
    if ('token' in next) {
      this.held.permit.tokens += 1
      if (this.firstTokenAt === null) {
        this.firstTokenAt = performance.now()
        this.question.engine.loaded.planner.runTogether(this.held.slot.index)
      }
    }
    return next
  }
}

async function attempt(
  question: Question,
  held: Held,
): Promise<AnswerResult & { firstTokenAt: number | null; batched: boolean }> {
  const { engine, request, seed, emit } = question
  const { model, planner } = engine.loaded
  const profile = { ...engine.loaded.profile, budgets: question.prompt.budgets }
  const { renderer } = engine
  const sampling = new AnswerSampling({ model, profile, delimiters: renderer.delimiters }, seed)
  const source = new Attempt(question, held, sampling)
  try {
    const answer = await writeAnswer({
      source,
      sampling,
      model,
      renderer,
      profile,
      locale: request.locale,
      begun: request.begun ?? {},
      quoted: request.quoted ?? '',
      emit,
    })
    return { ...answer, firstTokenAt: source.firstTokenAt, batched: planner.wasShared(held.slot.index) }
  } finally {
    await source.stream.close()
  }
}

async function write(question: Question, held: Held): Promise<GenerateResult> {
  const { engine, request, prompt, emit, accepted, seed } = question
  const { contextLimit, promptTokens, droppedTurns } = prompt.measure
  const queueMs = since(accepted)
  const { standing } = engine.loaded.standing()
  const model = engine.loaded.profile.name
  emit({ type: 'started', data: { model, standing, contextUsed: promptTokens, contextLimit, droppedTurns } })
  const { answer, outcome, sectionTokens, thoughtTokens, firstTokenAt, batched } = await withRetry(
    question,
    held,
  )
  held.slot.goal = engine.planFollowUp(request, answer)
  const answerTokens = Object.values(sectionTokens).reduce((sum, count) => sum + count, 0)
  return {
    outcome,
    tokens: { prompt: promptTokens, cached: held.cached, thought: thoughtTokens, answer: answerTokens },
    sectionTokens,
    timings: {
      queueMs,
      firstTokenMs: firstTokenAt === null ? null : Math.round(firstTokenAt - accepted),
      totalMs: since(accepted),
    },
    seed,
    batched,
  }
}

/** A step can fail through somebody else's part in it: a run that has shown nothing yet is tried once more, alone. */
async function withRetry(question: Question, held: Held): ReturnType<typeof attempt> {
  const { engine, emit, signal } = question
  const shown: GenerateEvent[] = []
  const noting = {
    ...question,
    emit: (event: GenerateEvent) => {
      shown.splice(0, 1, event)
      emit(event)
    },
  }
  try {
    return await attempt(noting, held)
  } catch (error) {
    if (error instanceof AppError) throw error
    const retry = shown.length === 0 && !signal.aborted
    engine.counters.stepFailed(retry)
    if (!retry) throw new AppError('generation_failed', {}, { cause: error })
    const { owner } = held.slot
    await held.slot.clear()
    held.slot.owner = owner
    held.cached = 0
    engine.loaded.planner.runAlone(held.slot.index)
    return attempt(question, held)
  }
}
