import { AppError } from '@/lib/errors/app-error'
import type {
  Engine,
  EngineStatus,
  ExtractRequest,
  ExtractResult,
  GenerateEvent,
  GenerateRequest,
} from '@/lib/inference/contract'
import type { EngineStats } from '@/lib/inference/engine-stats'
import { EngineCounters, NO_GAUGES } from '@/lib/inference/engine/engine-counters'

/**
 * A stand-in for the model, for faults and moments that the real one cannot be made to produce on demand:
 * a failure in the middle, a question that is too long, an answer that waits until it is stopped.
 */
export class FakeEngine implements Engine {
  calls: GenerateRequest[] = []
  extractions: ExtractRequest[] = []
  /** What `extract` answers; one answer for all calls, or the answer to each. */
  extracted: string | ((request: ExtractRequest) => string) = '{}'
  released: string[] = []
  tokensOver = 0
  droppedTurns: number[] = []
  /** `break` fails as a library does that puts what it was given into its error. */
  mode: 'complete' | 'wait' | 'fail' | 'break' = 'complete'
  /** Thought and parts to write, in pieces; the question as definition when not set. */
  writes: readonly GenerateEvent[] | null = null

  status(): EngineStatus {
    return {
      state: 'ready',
      failure: null,
      model: {
        id: 'fake',
        name: 'Fake',
        sha256: 'f'.repeat(64),
        standing: 'demo',
        binding: null,
        contextTokens: 1024,
      },
      gpu: { ok: true, name: null, vramTotalMiB: 0, vramUsedMiB: 0, mode: 'cpu' },
      cpuThreads: 1,
      placement: null,
      notices: [],
      queue: { running: 0, waiting: 0, estimatedSeconds: 0 },
    }
  }

  stats(): EngineStats {
    return new EngineCounters().stats(NO_GAUGES)
  }

  measure() {
    return Promise.resolve({
      promptTokens: 10,
      estimated: false,
      contextLimit: 1024,
      reservedTokens: 100,
      tokensOver: this.tokensOver,
      droppedTurns: this.droppedTurns,
      readSeconds: null,
    })
  }

  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateEvent> {
    this.calls.push(request)
    yield { type: 'queued', data: { position: 1, estimatedSeconds: 0 } }
    const { droppedTurns } = this
    yield {
      type: 'started',
      data: { model: 'Fake', standing: 'demo', contextUsed: 10, contextLimit: 1024, droppedTurns },
    }
    yield* (
      this.writes ?? [
        { type: 'section', data: { id: 'definition', title: '定义' } },
        { type: 'delta', data: { section: 'definition', text: `答:${request.question}` } },
      ]
    )
    if (this.mode === 'fail') throw new AppError('generation_failed')
    if (this.mode === 'break') throw new TypeError(`cannot read ${request.question}`)
    if (this.mode === 'wait' && !signal.aborted) {
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve, { once: true })
      })
    }
    yield {
      type: 'done',
      data: {
        outcome: signal.aborted ? 'stopped' : 'complete',
        tokens: { prompt: 10, cached: 0, thought: 0, answer: 5 },
        sectionTokens: { definition: 5, mechanism: 0, differential: 0, recommendation: 0 },
        timings: { queueMs: 0, firstTokenMs: 1, totalMs: 2 },
        seed: 7,
        batched: false,
      },
    }
  }

  warm(): void {
    // Nothing is read ahead.
  }

  extract(request: ExtractRequest, signal: AbortSignal): Promise<ExtractResult> {
    this.extractions.push(request)
    if (this.mode === 'fail') return Promise.reject(new AppError('generation_failed'))
    const json = typeof this.extracted === 'string' ? this.extracted : this.extracted(request)
    return Promise.resolve({
      json: signal.aborted ? '' : json,
      outcome: signal.aborted ? 'stopped' : 'complete',
      tokens: { prompt: 10, cached: 0, answer: 5 },
      timings: { queueMs: 0, firstTokenMs: 1, totalMs: 2 },
    })
  }

  release(conversationId: string): Promise<void> {
    this.released.push(conversationId)
    return Promise.resolve()
  }

  shutdown(): Promise<void> {
    return Promise.resolve()
  }
}
