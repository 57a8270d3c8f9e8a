import 'server-only'
import {
  LlamaGrammarEvaluationState,
  type Llama,
  type LlamaContextSequence,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp'
import type { ExtractRequest, ExtractResult } from '@/lib/inference/contract'

/** Prompt tokens evaluated between two looks at the abort signal. */
const PREFILL_CHUNK = 256

export interface ExtractJob {
  llama: Llama
  model: LlamaModel
  sequence: LlamaContextSequence
  prompt: Token[]
  request: ExtractRequest
  signal: AbortSignal
  /** Called at each generated token. */
  onToken: () => void
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
 * Lets the model write a JSON object of the schema's form, greedily, with the grammar in force from the first token.
 * Ends where the object is whole; a piece of one is `truncated`.
 */
export async function extractJson(
  job: ExtractJob,
): Promise<Pick<ExtractResult, 'json' | 'outcome'> & { answerTokens: number }> {
  const { llama, model, sequence, prompt, request } = job
  const stopped = (): boolean => job.signal.aborted
  const grammar = await llama.createGrammarForJsonSchema(request.schema)
  const grammarEvaluationState = new LlamaGrammarEvaluationState({ model, grammar })
  const rest = [...prompt]
  while (rest.length > PREFILL_CHUNK && !stopped()) {
    await sequence.evaluateWithoutGeneratingNewTokens(rest.splice(0, PREFILL_CHUNK))
  }
  const written: Token[] = []
  let json = ''
  if (!stopped()) {
    for await (const token of sequence.evaluate(rest, { temperature: 0, grammarEvaluationState })) {
      if (stopped()) break
      written.push(token)
      job.onToken()
      json = model.detokenize(written).trim()
      if (isWhole(json) || written.length >= request.maxTokens) break
    }
  }
  const outcome = isWhole(json) ? 'complete' : stopped() ? 'stopped' : 'truncated'
  return { json, outcome, answerTokens: written.length }
}
