import { z } from 'zod'
import { conceptSchema, spanSchema, termStatusSchema } from '@/lib/clinical/contract'
import { redFlagSchema } from '@/lib/clinical/red-flags/red-flag'
import { findingSchema } from '@/lib/clinical/review/finding'
import { highRiskKindSchema } from '@/lib/clinical/review/high-risk-kind'
import { linksSchema, passagesSchema } from '@/lib/consult/sources/contract'
import {
  deltaSchema,
  outcomeSchema,
  queuedSchema,
  sectionIdSchema,
  sectionSchema,
  startedSchema,
  thoughtSchema,
  timingsSchema,
  tokensSchema,
} from '@/lib/inference/contract'

export const doneSchema = z.object({
  outcome: outcomeSchema,
  /** Stopped because no page read it for longer than the policy allows. */
  unread: z.boolean(),
  tokens: tokensSchema,
  timings: timingsSchema,
  /** Id of the audit record of this run. */
  recordId: z.string(),
  /** What it takes to get the same answer again. */
  stamp: z.object({
    modelSha256: z.string(),
    seed: z.int(),
    /** Version of the portal's instructions. */
    promptVersion: z.string(),
    contextTokens: z.int(),
    slots: z.int(),
    /** True when other answers shared steps with this one, so that rounding may differ. */
    batched: z.boolean(),
  }),
})
/** Red flags of the case, and the rules that the hospital switched off. */
export const flagsSchema = z.object({ flags: z.array(redFlagSchema), switchedOff: z.array(z.string()) })
/** What the model is told of the case before the question, line by line, and the tokens of that at the most. */
export const cardSchema = z.object({ lines: z.array(z.string()), tokens: z.int() })
/** `off`: every rule is switched off. `failed`: the review broke down, which says nothing of the answer. */
export const reviewStateSchema = z.enum(['running', 'done', 'failed', 'off'])
/** New findings since the last event of this kind; the last one of a run has another state than `running`. */
export const reviewSchema = z.object({
  findings: z.array(findingSchema.extend({ message: z.string() })),
  state: reviewStateSchema,
  /** What in the recommendation needs an acknowledgement; with the last event only. */
  highRisk: z.array(highRiskKindSchema),
})
export type ReviewedFinding = z.infer<typeof reviewSchema>['findings'][number]

/** A term of the question or of a part of the answer, by its place in that text. */
export const answerTermSchema = conceptSchema.omit({ preferred: true }).extend({
  ...spanSchema.shape,
  in: z.enum(['question', ...sectionIdSchema.options]),
  /** In the language of the run; `name` holds both. */
  preferred: z.string(),
  name: conceptSchema.shape.preferred,
  status: termStatusSchema,
  /** True at the first use of an abbreviation in the answer: its full name belongs behind it. */
  expand: z.boolean(),
  /** ICD-10 code, at the first use of a diagnosis in the answer where the policy asks for it. */
  code: z.string().optional(),
})
export type AnswerTerm = z.infer<typeof answerTermSchema>
export const termsSchema = z.object({ terms: z.array(answerTermSchema) })

export const runErrorSchema = z.object({ code: z.string(), message: z.string() })

/** One event of a run's stream. `id` increases by one within a run and is what `Last-Event-ID` names. */
export const runEventSchema = z.discriminatedUnion('event', [
  z.object({ id: z.int(), event: z.literal('queued'), data: queuedSchema }),
  z.object({ id: z.int(), event: z.literal('started'), data: startedSchema }),
  z.object({ id: z.int(), event: z.literal('thought'), data: thoughtSchema }),
  z.object({ id: z.int(), event: z.literal('section'), data: sectionSchema }),
  z.object({ id: z.int(), event: z.literal('delta'), data: deltaSchema }),
  z.object({ id: z.int(), event: z.literal('terms'), data: termsSchema }),
  z.object({ id: z.int(), event: z.literal('card'), data: cardSchema }),
  z.object({ id: z.int(), event: z.literal('passages'), data: passagesSchema }),
  z.object({ id: z.int(), event: z.literal('links'), data: linksSchema }),
  z.object({ id: z.int(), event: z.literal('flags'), data: flagsSchema }),
  z.object({ id: z.int(), event: z.literal('review'), data: reviewSchema }),
  z.object({ id: z.int(), event: z.literal('done'), data: doneSchema }),
  z.object({ id: z.int(), event: z.literal('error'), data: runErrorSchema }),
])
export type RunEvent = z.infer<typeof runEventSchema>
/** A run event before the run gave it its number. */
export type RunEventBody = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'id'> : never) : never
