import 'server-only'
import type { AppError } from '@/lib/errors/app-error'
import { FIRST_TOKEN_BOUNDS, type EngineStats, type GenerateResult } from '@/lib/inference/contract'

/** Counts what runs did. Decode steps are told by whoever plans them. */
export class EngineCounters {
  private refused = 0
  private readonly tokens = { prefilled: 0, cached: 0, decoded: 0 }
  private readonly steps = { decode: 0, microBatches: 0 }
  private readonly runs = { finished: 0, failed: 0 }
  private readonly buckets = new Array<number>(FIRST_TOKEN_BOUNDS.length + 1).fill(0)
  private firstTokenSeconds = 0
  private readonly faults = { stalled: 0, restarts: 0 }

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
    if (error.code === 'queue_full') this.refused += 1
    else this.runs.failed += 1
  }

  /** One step of the model with decoding runs in it. */
  stepped(microBatches: number): void {
    this.steps.decode += 1
    this.steps.microBatches += microBatches
  }

  /** A run from which no token came in time. */
  stalled(): void {
    this.faults.stalled += 1
  }

  stats(now: {
    total: number
    queue: { running: number; waiting: number }
    vramUsedMiB: number
  }): EngineStats {
    return {
      slots: { total: now.total, running: now.queue.running },
      queue: { waiting: now.queue.waiting, refused: this.refused },
      tokens: { ...this.tokens },
      steps: { ...this.steps },
      runs: { ...this.runs },
      firstToken: { buckets: [...this.buckets], sumSeconds: this.firstTokenSeconds },
      memory: {
        residentMiB: Math.round(process.memoryUsage.rss() / (1024 * 1024)),
        vramUsedMiB: now.vramUsedMiB,
      },
      faults: { ...this.faults },
      endpoints: [],
    }
  }
}
