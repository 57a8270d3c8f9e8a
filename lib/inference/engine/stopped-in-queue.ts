import 'server-only'
import type { GenerateResult } from '@/lib/inference/contract'
import { noTokens } from '@/lib/inference/pure/sections'

/** The end of a run that was stopped before it had a slot. `queueMs` is how long it waited. */
export function stoppedInQueue(queueMs: number, seed: number): GenerateResult {
  return {
    outcome: 'stopped',
    tokens: { prompt: 0, cached: 0, thought: 0, answer: 0 },
    sectionTokens: noTokens(),
    timings: { queueMs, firstTokenMs: null, totalMs: queueMs },
    seed,
    batched: false,
  }
}
