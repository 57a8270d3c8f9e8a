import { z } from 'zod'
import { ADMIN_DRAFTS, isOfAsking, TEMPLATE_DRAFTS } from '@/lib/consult/pure/draft-places'
import { CASE_NAME_MAX, QUESTION_MAX_CHARACTERS } from '@/lib/consult/pure/limits'
import { linkSchema, passageSchema } from '@/lib/consult/sources/contract'
import {
  cardSchema,
  doneSchema,
  flagsSchema,
  reviewSchema,
  runErrorSchema,
  termsSchema,
} from '@/lib/consult/stream/contract'
import { queuedSchema, sectionIdSchema, standingSchema, type GenerateRequest } from '@/lib/inference/contract'
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

export const runParams = z.object({ runId: z.string().max(64) })
export const conversationParams = z.object({ id: z.string().max(64) })

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

/** Id of a case, of its filled template, or of a place where those who may ask type. */
export const draftParams = z.object({ id: z.string().max(64).refine(isOfAsking) })
export const templateDraftParams = z.object({ id: z.enum(TEMPLATE_DRAFTS) })
export const adminDraftParams = z.object({ id: z.enum(ADMIN_DRAFTS) })
/** Who writes a draft, and after what, so that one page does not write over what it has not seen of another. */
export const draftWriterInput = z.object({
  /** A random name of the page, as long as it lives. */
  tab: z.string().max(64).optional(),
  /** The version that the page has read; without it the draft is written whatever it is. */
  base: z.string().max(64).optional(),
})
export type DraftWriter = z.output<typeof draftWriterInput>
export const saveDraftInput = z.strictObject({
  text: z.string().max(QUESTION_MAX_CHARACTERS),
  ...draftWriterInput.shape,
})
/** What was typed and is not done with, empty for nothing, and which version of it that is. */
export const draftOutput = z.object({ text: z.string(), version: z.string() })
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
