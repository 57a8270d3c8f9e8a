import 'server-only'
import type { GenerateResult } from '@/lib/inference/contract'

/** The end of a run that was stopped before it had a slot. `queueMs` is how long it waited. */
export function stoppedInQueue(queueMs: number, seed: number): GenerateResult {
  return {
    outcome: 'stopped',
    tokens: { prompt: 0, cached: 0, thought: 0, answer: 0 },
    sectionTokens: { definition: 0, mechanism: 0, differential: 0, recommendation: 0 },
    timings: { queueMs, firstTokenMs: null, totalMs: queueMs },
    seed,
    batched: false,
  }
}
