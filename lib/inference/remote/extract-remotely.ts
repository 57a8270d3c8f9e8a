import 'server-only'
import type { ExtractRequest, ExtractResult } from '@/lib/inference/contract'
import type { JsonSchema } from '@/lib/inference/json-schema'
import type { ModelProfile } from '@/lib/inference/engine/catalogue'
import { placeFields, schemaFields } from '@/lib/inference/remote/dialect'
import type { Lease } from '@/lib/inference/remote/endpoint-pool'
import { stopWords } from '@/lib/inference/remote/text-prompt'
import { FORMATS } from '@/lib/inference/engine/prompt/prompt-format'

/** The schema as JSON Schema 2020-12 writes it: every property required, none besides. */
export function standardSchema(schema: JsonSchema): Readonly<Record<string, unknown>> {
  if ('oneOf' in schema) return { oneOf: schema.oneOf.map(standardSchema) }
  if ('enum' in schema) return { enum: schema.enum }
  if (schema.type === 'array') return { ...schema, items: standardSchema(schema.items) }
  if (schema.type !== 'object') return { ...schema }
  const properties = Object.fromEntries(
    Object.entries(schema.properties).map(([name, property]) => [name, standardSchema(property)]),
  )
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false }
}

function wholeObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

/**
 * One extraction on a server that holds its answer to the schema. A piece of an object is `truncated`. Throws
 * EndpointError; extractions are asked again by whoever asked them, not carried on elsewhere.
 */
export async function extractRemotely(job: {
  lease: Lease
  prompt: string
  request: ExtractRequest
  profile: ModelProfile
  signal: AbortSignal
  /** `performance.now()` when the request was taken, and milliseconds it waited. */
  accepted: number
  queueMs: number
  cacheSalt: string
}): Promise<ExtractResult> {
  const { lease, request, profile, signal, accepted } = job
  const { kind } = lease.connection.endpoint
  const tokens = { prompt: 0, cached: 0, answer: 0 }
  let firstTokenMs: number | null = null
  let json = ''
  const format = FORMATS[profile.promptFormat]
  const stop = stopWords(format)
  const chunks = lease.connection.complete(
    {
      prompt: job.prompt,
      max_tokens: request.maxTokens,
      temperature: 0,
      stop,
      ...schemaFields(kind, standardSchema(request.schema)),
      ...placeFields(kind, lease, job.cacheSalt),
    },
    signal,
  )
  try {
    for await (const { text, usage } of chunks) {
      firstTokenMs ??= Math.round(performance.now() - accepted)
      json += text
      tokens.answer += text === '' ? 0 : 1
      if (usage) {
        Object.assign(tokens, {
          prompt: usage.promptTokens,
          cached: usage.cachedTokens,
          answer: usage.completionTokens,
        })
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
  // A server that prints control words closes its answer with one.
  const closing =
    [...format.ends, '<eos>', '<|endoftext|>'].find((word) => json.trimEnd().endsWith(word)) ?? ''
  json = json
    .trimEnd()
    .slice(0, closing === '' ? undefined : -closing.length)
    .trim()
  const outcome = wholeObject(json) ? 'complete' : signal.aborted ? 'stopped' : 'truncated'
  const totalMs = Math.round(performance.now() - accepted)
  return { json, outcome, tokens, timings: { queueMs: job.queueMs, firstTokenMs, totalMs } }
}
