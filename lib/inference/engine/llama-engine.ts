import 'server-only'
import { randomInt } from 'node:crypto'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors/app-error'
import type {
  Engine,
  EngineStatus,
  ExtractRequest,
  ExtractResult,
  GenerateEvent,
  GenerateRequest,
  ModelText,
  PromptMeasure,
} from '@/lib/inference/contract'
import type { EngineStats } from '@/lib/inference/engine-stats'
import { answerQuestion } from '@/lib/inference/engine/answer-question'
import { EngineCounters, NO_GAUGES } from '@/lib/inference/engine/engine-counters'
import { EngineFacts } from '@/lib/inference/engine/engine-facts'
import { EventChannel } from '@/lib/inference/engine/event-channel'
import { extractJson } from '@/lib/inference/engine/extract-json'
import { WordGatherer } from '@/lib/inference/engine/gather-words'
import { LoadError } from '@/lib/inference/engine/load-error'
import { generationFailure } from '@/lib/inference/engine/generation-failure'
import { loadModel } from '@/lib/inference/engine/load-model'
import { ReadyEngine } from '@/lib/inference/engine/ready-engine'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import type { ModelSettings } from '@/lib/release/contract'

/** Runs a GGUF model through llama.cpp inside this process. Loading starts with `start` and does not block. */
export class LlamaEngine implements Engine {
  private ready: ReadyEngine | null = null
  private readonly facts = new EngineFacts()
  private readonly counters = new EngineCounters()
  private readonly stopping = new AbortController()
  private loading: Promise<void> | null = null
  private instructions: readonly ModelText[] = []

  /** `seed` gives the sampling seed of requests that name none; random unless a test needs the same answer twice. */
  constructor(private readonly seed: () => number = () => randomInt(2 ** 31)) {}

  /** How the loaded model is prompted and sampled and keeps keys and values; null before it is loaded. */
  get settings(): ModelSettings | null {
    if (!this.ready) return null
    const { profile, placement } = this.ready.loaded
    return { promptFormat: profile.promptFormat, sampling: profile.sampling, kvType: placement.kvType }
  }

  start(): Promise<void> {
    return (this.loading ??= this.load())
  }

  status(): EngineStatus {
    const { ready } = this
    const queue = ready
      ? { ...ready.admission.counts, estimatedSeconds: ready.admission.waits.next }
      : { running: 0, waiting: 0, estimatedSeconds: 0 }
    return this.facts.status(queue, ready?.watchdog.stalledSeconds ?? null)
  }

  stats(): EngineStats {
    const { vramUsedMiB } = this.facts.gpu
    const { ready } = this
    const gauges = ready?.gauges() ?? NO_GAUGES
    const stats = this.counters.stats({ ...gauges, memory: { ...gauges.memory, vramUsedMiB } })
    if (!ready) return stats
    // What was really read and written, runs that are not over yet included.
    const { decoded, read: prefilled } = ready.loaded.planner.meter.tokens
    return { ...stats, tokens: { ...stats.tokens, decoded, prefilled } }
  }

  measure(request: GenerateRequest): Promise<PromptMeasure> {
    return Promise.resolve(this.requireReady().plan(request).measure)
  }

  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateEvent> {
    const engine = this.requireReady()
    const prompt = engine.plan(request)
    const { tokensOver, contextLimit } = prompt.measure
    if (tokensOver > 0) throw new AppError('question_too_long', { tokensOver, contextLimit })
    const channel = new EventChannel<GenerateEvent>()
    const words = new WordGatherer((event) => channel.push(event))
    const answered = answerQuestion({
      engine,
      request,
      prompt,
      seed: request.seed ?? this.seed(),
      emit: (event) => words.push(event),
      signal: AbortSignal.any([signal, this.stopping.signal]),
      accepted: performance.now(),
    }).finally(() => words.flush())
    channel.endWith(answered, (error) => {
      const failure = generationFailure(error)
      this.counters.failed(failure)
      return failure
    })
    yield* channel
  }

  async extract(request: ExtractRequest, signal: AbortSignal): Promise<ExtractResult> {
    const engine = this.requireReady()
    try {
      return await extractJson(engine, request, AbortSignal.any([signal, this.stopping.signal]))
    } catch (error) {
      this.counters.extractionFailed()
      throw generationFailure(error)
    }
  }

  warm(instructions: readonly ModelText[]): void {
    this.instructions = instructions
    this.ready?.warm(instructions)
  }

  async release(conversationId: string): Promise<void> {
    await this.ready?.release(conversationId)
  }

  async shutdown(): Promise<void> {
    this.stopping.abort()
    await this.loading
    const { ready } = this
    this.ready = null
    this.facts.stopped()
    await ready?.dispose()
  }

  private async load(): Promise<void> {
    try {
      const loaded = await loadModel()
      const { MAX_QUEUE, WATCHDOG_SECONDS } = env()
      const ready = new ReadyEngine(
        loaded,
        {
          maxQueue: MAX_QUEUE,
          watchdogSeconds: WATCHDOG_SECONDS,
          bridgeGaps: loaded.llama.gpu !== false,
        },
        this.counters,
      )
      await ready.tryOut().catch(async (error: unknown) => {
        await ready.dispose()
        throw error
      })
      await this.facts.ready(loaded)
      this.ready = ready
      ready.warm(this.instructions)
      logger.info('model loaded', { state: 'ready', threads: loaded.cpuThreads })
    } catch (error) {
      const failure =
        error instanceof LoadError ? error : new LoadError('load_failed', null, { cause: error })
      this.facts.failed(failure)
      logger.error('model could not be loaded', {
        component: 'engine',
        ...faultFields(failure.cause ?? failure),
        code: failure.failure,
      })
    }
  }

  private requireReady(): ReadyEngine {
    if (this.stopping.signal.aborted) throw new AppError('shutting_down')
    if (this.ready) return this.ready
    throw new AppError(this.facts.state === 'loading' ? 'model_loading' : 'model_unavailable')
  }
}
