import 'server-only'
import type { AppError } from '@/lib/errors/app-error'
import { type GenerateResult } from '@/lib/inference/contract'
import { FIRST_TOKEN_BOUNDS, type EngineStats } from '@/lib/inference/engine-stats'
import { NO_STEPS } from '@/lib/inference/engine/step-meter'

const MIB = 1024 * 1024
const REFUSALS: readonly AppError['code'][] = ['queue_full', 'own_queue_full']

/** What only whoever plans the steps and holds the slots knows. */
export type Gauges = Pick<EngineStats, 'slots' | 'steps' | 'tokensPerSecond'> & {
  queue: Omit<EngineStats['queue'], 'refused'>
  memory: Omit<EngineStats['memory'], 'residentMiB'>
}

/** Gauges of an engine that plans no steps of its own, or none yet. */
export const NO_GAUGES: Gauges = {
  slots: { total: 0, running: 0, conversations: 0, readingAhead: false },
  queue: { waiting: 0, oldestSeconds: 0, estimatedSeconds: 0 },
  steps: { ...NO_STEPS, decodeMs: null },
  tokensPerSecond: { decode: 0, prefill: 0 },
  memory: { vramUsedMiB: 0, modelMiB: 0, contextMiB: 0 },
}

/** Counts what runs did. */
export class EngineCounters {
  private refused = 0
  private readonly tokens = { prefilled: 0, cached: 0, decoded: 0 }
  private readonly runs = { finished: 0, failed: 0 }
  private readonly extractions = { finished: 0, failed: 0 }
  private readonly buckets = new Array<number>(FIRST_TOKEN_BOUNDS.length + 1).fill(0)
  private firstTokenSeconds = 0
  private readonly faults = { stalled: 0, restarts: 0, failedSteps: 0, retries: 0 }

  finished({ tokens, timings }: Pick<GenerateResult, 'tokens' | 'timings'>): void {
    this.runs.finished += 1
    this.tokens.prefilled += tokens.prompt - tokens.cached
    this.tokens.cached += tokens.cached
    this.tokens.decoded += tokens.thought + tokens.answer
    if (timings.firstTokenMs === null) return
    const seconds = timings.firstTokenMs / 1000
    const bound = FIRST_TOKEN_BOUNDS.findIndex((limit) => seconds <= limit)
    const bucket = bound === -1 ? FIRST_TOKEN_BOUNDS.length : bound
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + 1
    this.firstTokenSeconds += seconds
  }

  failed(error: AppError): void {
    if (REFUSALS.includes(error.code)) this.refused += 1
    else this.runs.failed += 1
  }

  extracted(tokens: { prompt: number; cached: number; answer: number }): void {
    this.extractions.finished += 1
    this.tokens.prefilled += tokens.prompt - tokens.cached
    this.tokens.cached += tokens.cached
    this.tokens.decoded += tokens.answer
  }

  extractionFailed(): void {
    this.extractions.failed += 1
  }

  /** A step from which nothing came in time. */
  stalled(): void {
    this.faults.stalled += 1
  }

  /** A step of the model that failed under a run, which is or is not tried again. */
  stepFailed(retried: boolean): void {
    this.faults.failedSteps += 1
    if (retried) this.faults.retries += 1
  }

  stats(gauges: Gauges): EngineStats {
    return {
      ...gauges,
      queue: { ...gauges.queue, refused: this.refused },
      tokens: { ...this.tokens },
      runs: { ...this.runs },
      extractions: { ...this.extractions },
      firstToken: { buckets: [...this.buckets], sumSeconds: this.firstTokenSeconds },
      memory: { ...gauges.memory, residentMiB: Math.round(process.memoryUsage.rss() / MIB) },
      faults: { ...this.faults },
      endpoints: [],
    }
  }
}
