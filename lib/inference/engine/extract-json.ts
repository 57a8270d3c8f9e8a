import 'server-only'
import { LlamaGrammarEvaluationState, type Token } from 'node-llama-cpp'
import { AppError } from '@/lib/errors/app-error'
import type { ExtractRequest, ExtractResult } from '@/lib/inference/contract'
import { since } from '@/lib/inference/engine/answer-question'
import type { Held, ReadyEngine } from '@/lib/inference/engine/ready-engine'
import type { SlotPrompt } from '@/lib/inference/engine/sequence-slot'
import { TokenStream } from '@/lib/inference/engine/token-stream'

interface Extraction {
  request: ExtractRequest
  prompt: SlotPrompt
  signal: AbortSignal
  /** `performance.now()` at acceptance. */
  accepted: number
}

/** True for a whole JSON object. What the grammar lets follow it is white space only. */
function isWhole(json: string): boolean {
  if (!json.endsWith('}')) return false
  try {
    JSON.parse(json)
    return true
  } catch {
    return false
  }
}

/**
 * Queues an extraction behind all questions and lets the model write a JSON object of the schema's form, greedily,
 * with the grammar in force from the first token. Ends where the object is whole; a piece of one is `truncated`.
 * Throws AppError `question_too_long`, `generation_failed`, and what `ReadyEngine.withSlot` throws.
 */
export async function extractJson(
  engine: ReadyEngine,
  request: ExtractRequest,
  signal: AbortSignal,
): Promise<ExtractResult> {
  const accepted = performance.now()
  const { shared, question } = engine.renderer.extraction(request)
  const prompt = { tokens: [...shared, ...question], shared: shared.length }
  const { contextTokens } = engine.loaded
  const tokensOver = prompt.tokens.length + request.maxTokens - (contextTokens - 1)
  if (tokensOver > 0) throw new AppError('question_too_long', { tokensOver, contextLimit: contextTokens })
  const { userId, departmentId, priority } = request
  const who = { userId, departmentId, priority }
  for (;;) {
    const result = await engine.withSlot(
      { who, prompt, owner: null, signal, onPosition: () => undefined },
      async (held) => {
        const { preempted } = held.permit
        const either = AbortSignal.any([signal, preempted])
        const written = await write(engine, { request, prompt, signal: either, accepted }, held)
        return { written, anew: preempted.aborted && written.outcome === 'stopped' && !signal.aborted }
      },
    )
    // A question took the slot: the extraction begins anew when there is room for it.
    if (result?.anew) continue
    const ended = result?.written ?? stoppedInQueue(since(accepted))
    engine.counters.extracted(ended.tokens)
    return ended
  }
}

async function write(
  engine: ReadyEngine,
  { request, prompt, signal, accepted }: Extraction,
  { slot, permit, cached }: Held,
): Promise<ExtractResult> {
  const { model, planner } = engine.loaded
  const queueMs = since(accepted)
  const grammar = await engine.grammarOf(request.schema)
  const grammarEvaluationState = new LlamaGrammarEvaluationState({ model, grammar })
  const sampling = { temperature: 0, grammarEvaluationState }
  const rest = prompt.tokens.slice(cached)
  const stream = new TokenStream({ slot, planner, prompt: rest, sampling, signal, work: 'background' })
  const written: Token[] = []
  let json = ''
  let firstTokenMs: number | null = null
  let cut = false
  try {
    while (!isWhole(json) && written.length < request.maxTokens && !cut) {
      const step = await stream.next()
      cut = 'end' in step
      if ('end' in step) break
      firstTokenMs ??= since(accepted)
      written.push(step.token)
      permit.tokens = written.length
      json = model.detokenize(written).trim()
    }
  } catch (error) {
    engine.counters.stepFailed(false)
    throw new AppError('generation_failed', {}, { cause: error })
  } finally {
    await stream.close()
  }
  return {
    json,
    outcome: isWhole(json) ? 'complete' : signal.aborted ? 'stopped' : 'truncated',
    tokens: { prompt: prompt.tokens.length, cached, answer: written.length },
    timings: { queueMs, firstTokenMs, totalMs: since(accepted) },
  }
}

function stoppedInQueue(queueMs: number): ExtractResult {
  return {
    json: '',
    outcome: 'stopped',
    tokens: { prompt: 0, cached: 0, answer: 0 },
    timings: { queueMs, firstTokenMs: null, totalMs: queueMs },
  }
}
