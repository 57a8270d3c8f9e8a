import 'server-only'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { AuditEvent } from '@/lib/feature/define-server'
import { contentHash } from '@/lib/audit/content-hash'
import { recordAlone, type AuditEntry } from '@/lib/audit/record-event'
import { mechanismEvents } from '@/lib/mechanism/events'
import type { Actor } from '@/lib/shared/actor'
import { EDGE_KINDS } from '@/lib/clinical/mechanism/contract'
import { parsePart } from '@/lib/clinical/markdown/part-reader'
import { bareText } from '@/lib/clinical/markdown/plain-text'
import { addModelLinks } from '@/lib/clinical/mechanism/add-model-links'
import { withoutCitations } from '@/lib/clinical/mechanism/cite-mechanism'
import { parseMechanism } from '@/lib/clinical/mechanism/parse-mechanism'
import { AppError } from '@/lib/errors/app-error'
import type { ExtractResult } from '@/lib/inference/contract'
import type { JsonObjectSchema } from '@/lib/inference/json-schema'
import { engine } from '@/lib/inference/generate'
import { toModel } from '@/lib/inference/to-model'
import type { ExtractMechanismInput, extractMechanismOutput } from '@/lib/mechanism/contract'
import instruction from '@/lib/mechanism/instruction.json'
import { processSingleton } from '@/lib/shared/process-singleton'

const LINKS_MAX = 16
const MAX_TOKENS = 900
const SCHEMA: JsonObjectSchema = {
  type: 'object',
  properties: {
    links: {
      type: 'array',
      maxItems: LINKS_MAX,
      items: {
        type: 'object',
        properties: {
          quote: { type: 'string', minLength: 2, maxLength: 160 },
          cause: { type: 'string', minLength: 1, maxLength: 60 },
          effect: { type: 'string', minLength: 1, maxLength: 60 },
          kind: { enum: EDGE_KINDS },
        },
      },
    },
  },
}
const answerSchema = z.object({
  links: z.array(
    z.object({ quote: z.string(), cause: z.string(), effect: z.string(), kind: z.enum(EDGE_KINDS) }),
  ),
})

/** Sessions with an extraction under way: one each, since a drawing is not worth a queue. */
const busy = (): Set<string> => processSingleton('mechanism-extractions', () => new Set<string>())

function readLinks({ json, outcome }: ExtractResult): z.infer<typeof answerSchema>['links'] {
  if (outcome !== 'complete') return []
  return answerSchema.parse(JSON.parse(json)).links
}

interface Asked {
  actor: Actor
  requestId: string
  signal: AbortSignal
}

/**
 * The graph of a mechanism text: the rules' links, and those the model finds besides, as far as their words stand in
 * the text as the model may see it. Recorded before and after, without a word of it. Throws AppError `run_in_progress`,
 * `identifiers_found`, `question_too_long`,
 * `audit_unavailable`, `queue_full`, `model_loading`, `model_unavailable` or `generation_failed`.
 */
export async function extractMechanism(
  input: ExtractMechanismInput,
  { actor, requestId, signal }: Asked,
): Promise<z.infer<typeof extractMechanismOutput>> {
  if (busy().has(actor.sessionId)) throw new AppError('run_in_progress')
  busy().add(actor.sessionId)
  try {
    return await extractAudited(input, { actor, requestId, signal })
  } finally {
    busy().delete(actor.sessionId)
  }
}

async function extractAudited(input: ExtractMechanismInput, { actor, requestId, signal }: Asked) {
  // Nothing but marks is asked about as it is.
  const locale = input.locale ?? actor.locale
  // A text of no run has no passages: a number in brackets would be part of a name.
  const bare = withoutCitations(bareText(parsePart(input.text))) || input.text
  const { text } = await toModel(bare, { locale, person: actor.userId, refuseFor: { actor, requestId } })
  const { model } = engine().status()
  const runId = randomUUID()
  const common = { actor, requestId, runId, modelId: model.id, modelSha256: model.sha256 }
  const record = <E extends AuditEvent>(entry: Omit<AuditEntry<E>, keyof typeof common>) =>
    recordAlone({
      ...common,
      templateVersion: `mechanism/${instruction.version}`,
      ...entry,
    } as unknown as AuditEntry<E>)
  await record({
    event: mechanismEvents['mechanism.started'],
    outcome: 'ok',
    inputHmac: contentHash('input', input.text),
  })
  try {
    const result = await engine().extract(
      {
        userId: actor.userId,
        departmentId: actor.departmentId,
        instruction: (await toModel(instruction.text[locale], { locale })).text,
        text,
        schema: SCHEMA,
        maxTokens: MAX_TOKENS,
        priority: 'background',
      },
      signal,
    )
    const drawn = addModelLinks(parseMechanism(text), readLinks(result), text)
    await record({
      event: mechanismEvents['mechanism.finished'],
      outcome: result.outcome,
      outputHmac: contentHash('output', result.json),
      promptTokens: result.tokens.prompt,
      answerTokens: result.tokens.answer,
      totalMs: result.timings.totalMs,
      detail: { added: drawn.added, dropped: drawn.dropped },
    })
    return drawn
  } catch (error) {
    if (error instanceof AppError && error.code === 'audit_unavailable') throw error
    const failure = error instanceof AppError ? error : new AppError('generation_failed')
    await record({
      event: mechanismEvents['mechanism.finished'],
      outcome: 'failed',
      detail: { code: failure.code },
    })
    throw failure
  }
}
