import { z } from 'zod'
import {
  coachSchema,
  conceptSchema,
  factSchema,
  missingFactSchema,
  spanSchema,
  termSchema,
  termStatusSchema,
} from '@/lib/clinical/contract'
import { inference } from '@/lib/inference/feature'
import { identifierSchema } from '@/lib/privacy/contract'
import { linkSchema, linksSchema, passageSchema, passagesSchema } from '@/lib/consult/sources/contract'
import { findingSchema } from '@/lib/clinical/review/finding'
import { highRiskKindSchema } from '@/lib/clinical/review/high-risk-kind'
import { redFlagSchema } from '@/lib/clinical/red-flags/red-flag'
import {
  deltaSchema,
  outcomeSchema,
  queuedSchema,
  sectionIdSchema,
  sectionSchema,
  standingSchema,
  startedSchema,
  thoughtSchema,
  timingsSchema,
  tokensSchema,
  type GenerateRequest,
} from '@/lib/inference/contract'
import { CASE_NAME_MAX, QUESTION_MAX_CHARACTERS } from '@/lib/consult/pure/limits'
import type { Locale } from '@/lib/shared/locale'
import { localeSchema } from '@/lib/shared/locale-schema'

export { QUESTION_MAX_CHARACTERS }

/** Largest request body of a question: every character of it may take several bytes and be escaped. */
export const QUESTION_MAX_BODY_BYTES = 1024 * 1024

/** What comes with every question, however its words came about. */
export const questionFields = {
  question: z.string().max(QUESTION_MAX_CHARACTERS).default(''),
  conversationId: z.string().max(64).optional(),
  locale: localeSchema.optional(),
  /** Asked on a ward round: goes before other questions, as often an hour as the policy allows. */
  onRounds: z.boolean().optional(),
  /** A run of the case that this one is a newer version of: its question asked again, as it was or edited. */
  replaces: z.string().max(64).optional(),
  /** A run of the case whose unfinished answer this one goes on with; its question stays what it was. */
  continues: z.string().max(64).optional(),
}
export type StartRunInput = z.input<z.ZodObject<typeof questionFields>>

/** How a template shapes one question. */
export interface TemplateUse {
  /** `<id>@<version>`, for the audit record. */
  version: string
  /** Instructions that stand after the portal's own for the rest of the case. */
  addendum: string
  /** Documents of the library that are searched first for the rest of the case, by id. */
  documents?: readonly string[]
  budgets?: GenerateRequest['budgets']
}
/** A question as it is asked, its template already filled in. */
export interface Question {
  question: string
  conversationId?: string | undefined
  locale?: Locale | undefined
  onRounds?: boolean | undefined
  replaces?: string | undefined
  continues?: string | undefined
  template?: TemplateUse
}

export const startRunOutput = z.object({ runId: z.string(), conversationId: z.string() })

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

export const runParams = z.object({ runId: z.string().max(64) })
export const conversationParams = z.object({ id: z.string().max(64) })

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

const turnSchema = z.object({
  runId: z.string(),
  /** The first run of the same question, where this is a newer version of it. */
  replaces: z.string().nullable(),
  /** The run whose answer this one went on with. */
  continues: z.string().nullable(),
  question: z.string(),
  askedAt: z.iso.datetime(),
  state: z.enum(['running', 'done', 'failed']),
  thought: z.string(),
  sections: z.array(z.object({ id: sectionIdSchema, title: z.string(), text: z.string() })),
  terms: termsSchema.shape.terms,
  /** Null where the model is told nothing but the question. */
  card: cardSchema.nullable(),
  /** What the library holds for the question; null where it was not asked. */
  passages: z.array(passageSchema).nullable(),
  links: z.array(linkSchema),
  /** Whether the policy keeps the answer on the screen until each sentence of the recommendation that needs a source has one. */
  sourcesRequired: z.boolean(),
  redFlags: flagsSchema,
  review: reviewSchema.extend({ switchedOff: z.array(z.string()) }),
  /** When the owner read the red flags and took responsibility for the recommendation; null until then. */
  acknowledged: z.object({ red_flags: z.iso.datetime().nullable(), answer: z.iso.datetime().nullable() }),
  /** Present while the run waits for a slot. */
  queue: queuedSchema.nullable(),
  /** Present when state is `done`. */
  done: doneSchema.nullable(),
  /** Present when state is `failed`. */
  error: runErrorSchema.nullable(),
  /** Tokens of the prompt and of the context, and the earlier turns left out for room, by number from 1. */
  context: z.object({ used: z.int(), limit: z.int(), droppedTurns: z.array(z.int()) }).nullable(),
  modelName: z.string().nullable(),
  /** What the model that writes this answer may be used for: from the question on, and again when it starts. */
  standing: standingSchema,
  /** Number of the last event folded into this turn: resume the stream after it. */
  lastEventId: z.int(),
})
export const acknowledgementKindSchema = z.enum(['red_flags', 'answer'])
export type AcknowledgementKind = z.infer<typeof acknowledgementKindSchema>
export const acknowledgeInput = z.strictObject({ kind: acknowledgementKindSchema })
export const acknowledgeOutput = turnSchema.shape.acknowledged
/** `emr`: plain text for the record. `full`: with sources, facts and notices. `part`: one part of the answer. */
export const releaseFormSchema = z.enum(['emr', 'full', 'part'])
/** The answer leaves the screen as a copy or on paper; `part` names the part of a release of that form. */
export const releaseInput = z
  .strictObject({
    as: z.enum(['copy', 'print']),
    form: releaseFormSchema.default('full'),
    part: sectionIdSchema.optional(),
  })
  .refine(({ form, part }) => (form === 'part') === (part !== undefined), { path: ['part'] })
export type ReleaseInput = z.input<typeof releaseInput>
/** What was asked for, as `reportRelease` names it. It is on record already. */
export const releaseOutput = z.object({ releaseId: z.string() })
export const releaseParams = runParams.extend({ releaseId: z.string().max(64) })
/** Whether the browser took the copy or opened its print dialog. */
export const reportReleaseInput = z.strictObject({ outcome: z.enum(['ok', 'failed']) })
export type ReleaseOutcome = z.infer<typeof reportReleaseInput>['outcome']

export type ConversationTurn = z.infer<typeof turnSchema>

/** A case in server memory: the first turn is the pinned case. */
export const conversationSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.iso.datetime(),
  turns: z.array(turnSchema),
})
export type Conversation = z.infer<typeof conversationSchema>

/** What the owner calls a case while it lives; empty takes the name away. */
export const nameCaseInput = z.strictObject({ name: z.string().trim().max(CASE_NAME_MAX) })

/** Id of a case, or `new`. */
export const draftParams = z.object({ id: z.string().max(64) })
export const saveDraftInput = z.strictObject({ text: z.string().max(QUESTION_MAX_CHARACTERS) })
/** What was typed and not asked; empty for nothing. */
export const draftOutput = z.object({ text: z.string() })
/** How much the portal keeps for the person, without a word of it. */
export const keptOutput = z.object({
  cases: z.int(),
  drafts: z.int(),
  /** When all of it is destroyed unless the person does something. */
  until: z.iso.datetime(),
  /** When it is destroyed in any case, because the person may ask no more. */
  wipedAt: z.iso.datetime().nullable(),
})

/** The owner's conversations in memory, newest first, without their text. */
export const conversationListSchema = z.object({
  conversations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      createdAt: z.iso.datetime(),
      turns: z.int(),
      running: z.boolean(),
    }),
  ),
})
export type ConversationSummary = z.infer<typeof conversationListSchema>['conversations'][number]

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

export const offerInput = z.strictObject({ conversationId: z.string().max(64) })
export const offerParams = z.object({ conversationId: z.string().max(64) })
export const offerOutput = z.object({ code: z.string(), expiresAt: z.iso.datetime() })
export const handoverCodeInput = z.strictObject({ code: z.string().trim().min(1).max(32) })
/** What is told of an offer before it is taken: who makes it and how much it is, no word of it. */
export const offerSeenOutput = z.object({ from: z.string(), turns: z.int(), running: z.boolean() })
export const acceptOutput = z.object({ conversationId: z.string() })
export const listOffersOutput = z.object({
  offers: z.array(
    z.object({
      conversationId: z.string(),
      expiresAt: z.iso.datetime(),
      /** Name of the person who took it over; null while it waits. */
      takenBy: z.string().nullable(),
    }),
  ),
})
