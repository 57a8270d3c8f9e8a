import 'server-only'
import { z } from 'zod'
import type { ModelProfile } from '@/lib/inference/engine/catalogue'
import type { PromptFormat } from '@/lib/inference/engine/prompt/prompt-format'
import type { Endpoint } from '@/lib/inference/remote/endpoints'

type Kind = Endpoint['kind']
type Fields = Readonly<Record<string, unknown>>

const llamaTokens = z.object({ tokens: z.array(z.unknown()) })
const vllmTokens = z.object({ count: z.int().nonnegative() })

/** The request that counts tokens with the server's own tokeniser; null where the interface has none. */
export function tokenCountRequest(
  kind: Kind,
  { model, text }: { model: string; text: string },
): { path: string; body: Fields; read: (answer: unknown) => number } | null {
  if (kind === 'llama-server') {
    return {
      path: '/tokenize',
      body: { content: text, add_special: true, parse_special: true },
      read: (answer) => llamaTokens.parse(answer).tokens.length,
    }
  }
  if (kind === 'vllm') {
    return {
      path: '/tokenize',
      body: { model, prompt: text, add_special_tokens: true },
      read: (answer) => vllmTokens.parse(answer).count,
    }
  }
  return null
}

/** An upper bound of the tokens of a text where no tokeniser can be asked, by what the format's vocabularies need. */
export function tokenUpperBound(text: string, { tokensPerCharacter }: PromptFormat): number {
  const latin = text.replace(/[^\u0020-\u007e]/g, '').length
  const { latin: perLatin, other } = tokensPerCharacter
  return Math.ceil(latin * perLatin + (text.length - latin) * other)
}

/** Sampling under the names of the server. `top_k`, `min_p` are extensions all three kinds take or ignore. */
export function samplingFields(kind: Kind, sampling: ModelProfile['sampling'], seed: number): Fields {
  const common = {
    temperature: sampling.temperature,
    top_k: sampling.topK,
    top_p: sampling.topP,
    seed,
  }
  return kind === 'llama-server'
    ? { ...common, cache_prompt: true }
    : { ...common, skip_special_tokens: false }
}

/**
 * How a part is kept from ending before `minimum` tokens: as fields of the one request, or, for a server without such
 * a field, as a first request of exactly that many tokens that ignores the end of generation.
 */
export function minimumFields(kind: Kind, minimum: number): { inOne: Fields } | { first: Fields } {
  if (minimum === 0) return { inOne: {} }
  return kind === 'llama-server'
    ? { first: { ignore_eos: true, max_tokens: minimum } }
    : { inOne: { min_tokens: minimum } }
}

/** The field that makes a server hold its answer to a JSON schema. */
export function schemaFields(kind: Kind, schema: unknown): Fields {
  if (kind === 'llama-server') return { json_schema: schema }
  if (kind === 'vllm') return { structured_outputs: { json: schema } }
  return {
    response_format: { type: 'json_schema', json_schema: { name: 'extraction', schema, strict: true } },
  }
}

/**
 * The fields that keep what a server cached to its conversation: llama-server gets the numbered place and reads all
 * anew when the place was another's; vLLM shares cached prompts under one salt only.
 */
export function placeFields(
  kind: Kind,
  { place, fresh }: { place: number; fresh: boolean },
  cacheSalt: string,
): Fields {
  if (kind === 'llama-server') return { id_slot: place, cache_prompt: !fresh }
  return kind === 'vllm' ? { cache_salt: cacheSalt } : {}
}
