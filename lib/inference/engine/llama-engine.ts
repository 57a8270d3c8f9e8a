import 'server-only'
import { randomInt } from 'node:crypto'
import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import { AppError } from '@/lib/errors/app-error'
import type {
  Engine,
  EngineStats,
  EngineStatus,
  ExtractRequest,
  ExtractResult,
  GenerateEvent,
  GenerateRequest,
  PriorTurn,
  PromptMeasure,
} from '@/lib/inference/contract'
import { EventChannel } from '@/lib/inference/engine/event-channel'
import { EngineCounters } from '@/lib/inference/engine/engine-counters'
import { EngineFacts } from '@/lib/inference/engine/engine-facts'
import { extractJson } from '@/lib/inference/engine/extract-json'
import { loadModel, LoadError, type LoadedModel } from '@/lib/inference/engine/load-model'
import { planBudgets } from '@/lib/inference/engine/plan-budgets'
import { PromptRenderer, turnsThatFit } from '@/lib/inference/engine/render-prompt'
import { Slots } from '@/lib/inference/engine/slots'
import { stoppedInQueue } from '@/lib/inference/engine/stopped-in-queue'
import { writeAnswer } from '@/lib/inference/engine/write-answer'
import { env } from '@/lib/config/env'
import { logger } from '@/lib/logging/logger'

interface Ready {
  loaded: LoadedModel
  renderer: PromptRenderer
  slots: Slots
}

/** Runs a GGUF model through llama.cpp inside this process. Loading starts with `start` and does not block. */
export class LlamaEngine implements Engine {
  private ready: Ready | null = null
  private readonly facts = new EngineFacts()
  private readonly counters = new EngineCounters()
  private readonly stopping = new AbortController()
  private loading: Promise<void> | null = null

  /** `seed` gives the sampling seed of each run; random unless a test needs the same answer twice. */
  constructor(private readonly seed: () => number = () => randomInt(2 ** 31)) {}

  start(): Promise<void> {
    return (this.loading ??= this.load())
  }

  status(): EngineStatus {
    return this.facts.status(this.ready?.slots.counts ?? { running: 0, waiting: 0 })
  }

  stats(): EngineStats {
    const { queue, gpu } = this.status()
    const total = this.ready?.loaded.sequences.length ?? 0
    return this.counters.stats({ total, queue, vramUsedMiB: gpu.vramUsedMiB })
  }

  measure(request: GenerateRequest): Promise<PromptMeasure> {
    const ready = this.requireReady()
    const { prompt, tokensOver, reserved } = plan(ready, request)
    const contextLimit = ready.loaded.contextTokens
    return Promise.resolve({
      promptTokens: prompt.length,
      contextLimit,
      reservedTokens: reserved,
      tokensOver,
    })
  }

  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateEvent> {
    const ready = this.requireReady()
    const { prompt, tokensOver } = plan(ready, request)
    if (tokensOver > 0) {
      throw new AppError('question_too_long', { tokensOver, contextLimit: ready.loaded.contextTokens })
    }
    const channel = new EventChannel<GenerateEvent>()
    const run: Run = {
      ready,
      request,
      prompt,
      emit: (event) => {
        if (event.type === 'done') this.counters.finished(event.data)
        channel.push(event)
      },
      signal: AbortSignal.any([signal, this.stopping.signal]),
      accepted: performance.now(),
      seed: this.seed(),
    }
    queueAndWrite(run).then(
      () => channel.close(),
      (error: unknown) => {
        const failure = failureOf(error)
        this.counters.failed(failure)
        channel.close(failure)
      },
    )
    yield* channel
  }

  async extract(request: ExtractRequest, signal: AbortSignal): Promise<ExtractResult> {
    const ready = this.requireReady()
    const prompt = ready.renderer.extraction(request)
    const { contextTokens } = ready.loaded
    const tokensOver = prompt.length + request.maxTokens - (contextTokens - 1)
    if (tokensOver > 0) throw new AppError('question_too_long', { tokensOver, contextLimit: contextTokens })
    try {
      return await queueAndExtract(ready, {
        request,
        prompt,
        signal: AbortSignal.any([signal, this.stopping.signal]),
      })
    } catch (error) {
      throw failureOf(error)
    }
  }

  /** Nothing outlives a run in the cache yet, so there is nothing to forget. */
  release(): Promise<void> {
    return Promise.resolve()
  }

  async shutdown(): Promise<void> {
    this.stopping.abort()
    await this.loading
    const loaded = this.ready?.loaded
    this.ready = null
    this.facts.state = 'stopped'
    await loaded?.llama.dispose()
  }

  private async load(): Promise<void> {
    try {
      const loaded = await loadModel()
      this.ready = {
        loaded,
        renderer: new PromptRenderer(loaded.model, loaded.profile),
        slots: new Slots(loaded.sequences.length, env().MAX_QUEUE),
      }
      await this.facts.ready(loaded)
      logger.info('model loaded', { state: 'ready' })
    } catch (error) {
      this.facts.failed(error instanceof LoadError ? error.failure : 'load_failed')
      logger.error('model could not be loaded', {
        code: error instanceof LoadError ? error.failure : 'load_failed',
      })
    }
  }

  private requireReady(): Ready {
    if (this.stopping.signal.aborted) throw new AppError('shutting_down')
    if (this.ready) return this.ready
    throw new AppError(this.facts.state === 'loading' ? 'model_loading' : 'model_unavailable')
  }
}

interface Run {
  ready: Ready
  request: GenerateRequest
  prompt: Token[]
  emit: (event: GenerateEvent) => void
  signal: AbortSignal
  /** `performance.now()` at acceptance. */
  accepted: number
  seed: number
}

function plan(
  { loaded, renderer }: Ready,
  request: GenerateRequest,
): { prompt: Token[]; tokensOver: number; reserved: number } {
  const { reserved } = planBudgets(loaded.profile.budgets, request.budgets, loaded.contextTokens)
  const room = loaded.contextTokens - reserved
  const size = (turns: readonly PriorTurn[]) => renderer.prompt(request, turns).length
  const prompt = renderer.prompt(request, turnsThatFit(request.turns, room, size))
  return { prompt, tokensOver: Math.max(0, prompt.length - room), reserved }
}

function failureOf(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('generation_failed', {}, { cause: error })
}

const since = (start: number): number => Math.round(performance.now() - start)

async function queueAndWrite(run: Run): Promise<void> {
  const { ready, request, emit, signal, accepted } = run
  const slot = await ready.slots.acquire(request.userId, signal, (position, estimatedSeconds) => {
    emit({ type: 'queued', data: { position, estimatedSeconds } })
  })
  const queueMs = since(accepted)
  const sequence = slot === null ? undefined : ready.loaded.sequences[slot]
  if (slot === null || !sequence) {
    emit(stoppedInQueue(queueMs))
    return
  }
  const started = performance.now()
  try {
    await write(run, sequence, queueMs)
  } finally {
    // The next run of this slot may be another person's: nothing of this one stays in the cache.
    await sequence.clearHistory()
    ready.slots.release(request.userId, slot, since(started) / 1000)
  }
}

async function write(run: Run, sequence: LlamaContextSequence, queueMs: number): Promise<void> {
  const { ready, request, prompt, emit, signal, accepted } = run
  const { model, profile, contextTokens } = ready.loaded
  emit({
    type: 'started',
    data: { model: profile.name, contextUsed: prompt.length, contextLimit: contextTokens },
  })
  let firstTokenMs: number | null = null
  const sampling = { ...profile.sampling, seed: run.seed }
  const { outcome, sectionTokens, thoughtTokens } = await writeAnswer({
    decoding: { model, sequence, pending: [...prompt], sampling, signal },
    renderer: ready.renderer,
    profile: { ...profile, budgets: planBudgets(profile.budgets, request.budgets, contextTokens).budgets },
    locale: request.locale,
    emit,
    onToken: () => (firstTokenMs ??= since(accepted)),
  })
  const answer = Object.values(sectionTokens).reduce((sum, count) => sum + count, 0)
  emit({
    type: 'done',
    data: {
      outcome,
      tokens: { prompt: prompt.length, cached: 0, thought: thoughtTokens, answer },
      sectionTokens,
      timings: { queueMs, firstTokenMs, totalMs: since(accepted) },
    },
  })
}

interface Extraction {
  request: ExtractRequest
  prompt: Token[]
  signal: AbortSignal
}

async function queueAndExtract(
  { loaded, slots }: Ready,
  { request, prompt, signal }: Extraction,
): Promise<ExtractResult> {
  const accepted = performance.now()
  const slot = await slots.acquire(request.userId, signal, () => undefined)
  const queueMs = since(accepted)
  const sequence = slot === null ? undefined : loaded.sequences[slot]
  if (slot === null || !sequence) {
    return {
      json: '',
      outcome: 'stopped',
      tokens: { prompt: 0, cached: 0, answer: 0 },
      timings: { queueMs, firstTokenMs: null, totalMs: queueMs },
    }
  }
  const started = performance.now()
  let firstTokenMs: number | null = null
  try {
    const { llama, model } = loaded
    const onToken = () => (firstTokenMs ??= since(accepted))
    const { json, outcome, answerTokens } = await extractJson({
      llama,
      model,
      sequence,
      prompt,
      request,
      signal,
      onToken,
    })
    const tokens = { prompt: prompt.length, cached: 0, answer: answerTokens }
    return { json, outcome, tokens, timings: { queueMs, firstTokenMs, totalMs: since(accepted) } }
  } finally {
    await sequence.clearHistory()
    slots.release(request.userId, slot, since(started) / 1000)
  }
}
