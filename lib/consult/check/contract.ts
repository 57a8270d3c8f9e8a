import { z } from 'zod'
import { coachSchema, factSchema, missingFactSchema, spanSchema, termSchema } from '@/lib/clinical/contract'
import { redFlagSchema } from '@/lib/clinical/red-flags/red-flag'
import { QUESTION_MAX_CHARACTERS } from '@/lib/consult/pure/limits'
import { inference } from '@/lib/inference/feature'
import { identifierSchema } from '@/lib/privacy/contract'
import { localeSchema } from '@/lib/shared/locale-schema'

/** A question while it is typed. With `conversationId` the earlier questions of the case count as told. */
export const checkInput = z.strictObject({
  question: z.string().max(QUESTION_MAX_CHARACTERS),
  conversationId: z.string().max(64).optional(),
  locale: localeSchema.optional(),
})
export type CheckInput = z.infer<typeof checkInput>
export const ENTITY_KINDS = ['identifier', 'fact', 'term'] as const
export const checkOutput = z.object({
  /** Every place with something to say, without overlap, for marking the text; identifiers go first, then facts, then terms. */
  entities: z.array(spanSchema.extend({ kind: z.enum(ENTITY_KINDS) })),
  terms: z.array(termSchema),
  facts: z.array(factSchema),
  missing: z.array(missingFactSchema),
  identifiers: z.array(identifierSchema),
  coach: coachSchema,
  /** Dangers that the case shows; those switched off by policy are not looked for. */
  redFlags: z.array(redFlagSchema),
  /** What the policy does with identifiers, and the text that the model would see; null where it would see the text as typed. */
  privacy: z.object({
    mode: inference.policies.privacyGuard.schema.shape.mode,
    masked: z.string().nullable(),
  }),
})
export type CheckedQuestion = z.infer<typeof checkOutput>

/** A question not asked yet, to see how it fits. */
export const measureInput = z.strictObject({
  question: z.string().max(QUESTION_MAX_CHARACTERS),
  conversationId: z.string().max(64).optional(),
  locale: localeSchema.optional(),
})
export type MeasureInput = z.infer<typeof measureInput>
/** Tokens of the question as it would be sent, and of its case. */
export const measureOutput = z.object({
  promptTokens: z.int().nonnegative(),
  /** True for an upper bound: the tokeniser is on another machine, and nothing is sent there to be counted. */
  estimated: z.boolean(),
  contextLimit: z.int().positive(),
  /** Kept free for the thought and the four sections. */
  reservedTokens: z.int().nonnegative(),
  /** By how much pinned case and new question are too long; 0 when they fit. */
  tokensOver: z.int().nonnegative(),
  /** Earlier turns that will be left out, by number from 1. */
  droppedTurns: z.array(z.int()),
  /** Seconds that a CPU will read before the first word; null on a GPU, and before anything was measured. */
  readSeconds: z.int().nonnegative().nullable(),
})
export type QuestionMeasure = z.infer<typeof measureOutput>
