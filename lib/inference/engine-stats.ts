/** Upper bounds, in seconds, of the first-token histogram; one more bucket takes what is slower. */
export const FIRST_TOKEN_BOUNDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60] as const

/** What an engine counted since it started, for metrics and watchdogs. Content-free. Counters only rise. */
export interface EngineStats {
  slots: {
    total: number
    running: number
    /** Idle slots that still hold what a conversation has read. */
    conversations: number
    /** True while idle slots are being filled ahead of time. */
    readingAhead: boolean
  }
  queue: { waiting: number; refused: number; oldestSeconds: number; estimatedSeconds: number }
  /** Tokens read into the cache, found there already, and written. */
  tokens: { prefilled: number; cached: number; decoded: number }
  steps: {
    /** Steps in which every run got one token, and the micro-batches they took: equal when all is batched. */
    decode: number
    microBatches: number
    /** Steps that also read a prompt or a heading. */
    mixed: number
    mixedMicroBatches: number
    /** Longest of these steps, milliseconds. */
    mixedMaxMs: number
    /** Rounds of dispatch in which a step waited for runs on their way. */
    holds: number
    /** Running mean of decode steps, milliseconds; null before the first. */
    decodeMs: number | null
  }
  /** All runs together, over the time spent on each. */
  tokensPerSecond: { decode: number; prefill: number }
  /** Runs by how they ended. */
  runs: { finished: number; failed: number }
  extractions: { finished: number; failed: number }
  /** Runs per bucket of `FIRST_TOKEN_BOUNDS`, not cumulative, and the sum of their seconds. */
  firstToken: { buckets: readonly number[]; sumSeconds: number }
  /** `model` and `context` are what they were reckoned to take when loaded. */
  memory: { residentMiB: number; vramUsedMiB: number; modelMiB: number; contextMiB: number }
  faults: {
    stalled: number
    restarts: number
    /** Runs that a failed step of the model ended or that were tried again after one. */
    failedSteps: number
    retries: number
  }
  /** State of each server, where the engine is on several. */
  endpoints: readonly { id: string; up: boolean; running: number; maxConcurrent: number }[]
}
