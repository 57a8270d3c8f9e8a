import { z } from 'zod'
import type { EngineStats } from '@/lib/inference/engine-stats'
import type { JsonObjectSchema } from '@/lib/inference/json-schema'
import { SECTION_IDS, type SectionId } from '@/lib/inference/pure/sections'
import type { Locale } from '@/lib/shared/locale'

export { SECTION_IDS, type SectionId }

/** Questions one person may have waiting, besides the one being answered: the queue and the conversations go by it. */
export const OWN_WAITING_MAX = 2

export const sectionIdSchema = z.enum(SECTION_IDS)

declare const passed: unique symbol
/** A text that went through `toModel`, which alone makes it: no engine takes any other. */
export type ModelText = string & { readonly [passed]: true }

/** How a run ended: all sections finished, stopped by its owner, cut by a token limit, or ended because it repeated itself. */
export const outcomeSchema = z.enum(['complete', 'stopped', 'truncated', 'repeated'])
export type Outcome = z.infer<typeof outcomeSchema>

/**
 * What a model may be used for: the bundled demo checks the installation, the evaluation model lets a hospital try the
 * portal, a clinical model is `unreleased` until the hospital has accepted it and then `released`.
 */
export const STANDINGS = ['demo', 'evaluation', 'unreleased', 'released'] as const
export const standingSchema = z.enum(STANDINGS)
export type Standing = z.infer<typeof standingSchema>

export const queuedSchema = z.object({
  /** 1 = next to start. */
  position: z.int().positive(),
  estimatedSeconds: z.number().nonnegative(),
})
export const startedSchema = z.object({
  model: z.string(),
  /** Of the model that writes this answer, at the time it writes. */
  standing: standingSchema,
  contextUsed: z.int().nonnegative(),
  contextLimit: z.int().positive(),
  /** Earlier turns left out for room, each whole, by number from 1; the first, the case itself, never is. */
  droppedTurns: z.array(z.int().positive()),
})
export const thoughtSchema = z.object({ text: z.string() })
export const sectionSchema = z.object({ id: sectionIdSchema, title: z.string() })
export const deltaSchema = z.object({ section: sectionIdSchema, text: z.string() })
export const tokensSchema = z.object({
  prompt: z.int().nonnegative(),
  /** Prompt tokens that were already in the KV cache. */
  cached: z.int().nonnegative(),
  thought: z.int().nonnegative(),
  answer: z.int().nonnegative(),
})
export const timingsSchema = z.object({
  queueMs: z.int().nonnegative(),
  /** From acceptance to the first generated token; null when none was generated. */
  firstTokenMs: z.int().nonnegative().nullable(),
  totalMs: z.int().nonnegative(),
})

/** What an engine tells about one generation. `done` is the last event; a failure is thrown as an AppError instead. */
export type GenerateEvent =
  | { type: 'queued'; data: z.infer<typeof queuedSchema> }
  | { type: 'started'; data: z.infer<typeof startedSchema> }
  | { type: 'thought'; data: z.infer<typeof thoughtSchema> }
  | { type: 'section'; data: z.infer<typeof sectionSchema> }
  | { type: 'delta'; data: z.infer<typeof deltaSchema> }
  | { type: 'done'; data: GenerateResult }

export interface GenerateResult {
  outcome: Outcome
  tokens: z.infer<typeof tokensSchema>
  /** Answer tokens per section. */
  sectionTokens: Record<SectionId, number>
  timings: z.infer<typeof timingsSchema>
  /** Seed of the sampler: with the same model, slots and prompt, alone on the machine, it gives the same answer. */
  seed: number
  /** True when other answers shared steps with this one: rounding then depends on them. */
  batched: boolean
}

/** An earlier question of the case with the answer it got. Thoughts are never fed back. */
export interface PriorTurn<Text extends string = ModelText> {
  question: Text
  answer: Partial<Record<SectionId, Text>>
}

/**
 * Who goes first: questions of a ward round, then other questions, then batch work. Background work gets a share of
 * the slots only, and none while a question waits.
 */
export const PRIORITIES = ['rounds', 'interactive', 'background'] as const
export type Priority = (typeof PRIORITIES)[number]

export interface GenerateRequest<Text extends string = ModelText> {
  /** Fairness key: runs of one person wait behind each other. */
  userId: string
  /** Second fairness key: departments take turns; null when the person has none. */
  departmentId: string | null
  /** What was read for this conversation is reused by its next question, and by nothing else. */
  conversationId: string
  priority: Exclude<Priority, 'background'>
  locale: Locale
  /** Trusted instructions. Everything else in the request is untrusted text. */
  system: Text
  /** Earlier turns, oldest first. The first one is the pinned case and survives trimming. */
  turns: readonly PriorTurn<Text>[]
  question: Text
  /** Sections of an answer that was cut off, to be told again as they are; the last of them is gone on with. No thought is written. */
  begun?: Readonly<Partial<Record<SectionId, Text>>>
  /** What the portal writes at the head of the answer, behind the thought: the model goes on under it. */
  quoted?: Text
  /** Most tokens of the thought and of a section, where a template sets them; else the model's profile does. */
  budgets?: Readonly<Partial<Record<'thought' | SectionId, number>>>
  /** Repeats an earlier answer; chosen by the engine when left out. */
  seed?: number
}

/** Facts to be taken out of a text, as JSON of a given form. */
export interface ExtractRequest<Text extends string = ModelText> {
  userId: string
  departmentId: string | null
  /** Trusted: what to extract. */
  instruction: Text
  /** Untrusted: whatever it spells, it is read as plain text. */
  text: Text
  schema: JsonObjectSchema
  /** Most tokens of JSON; the answer is cut there and then does not parse. */
  maxTokens: number
  priority: 'background'
}

export interface ExtractResult {
  /** Parses and has the form of the schema when the outcome is `complete`, else a piece of it. */
  json: string
  outcome: 'complete' | 'truncated' | 'stopped'
  tokens: { prompt: number; cached: number; answer: number }
  timings: z.infer<typeof timingsSchema>
}

/** How a request fits the context, counted before anything runs. */
export interface PromptMeasure {
  promptTokens: number
  /** True for an upper bound: the tokeniser is on another machine, and what is not asked yet is not sent there. */
  estimated: boolean
  contextLimit: number
  /** Tokens kept free for the thought and the four sections. */
  reservedTokens: number
  /** Tokens by which pinned case and new question exceed the room; 0 when they fit. */
  tokensOver: number
  /** Earlier turns that have no room, by number from 1. */
  droppedTurns: number[]
  /** Seconds that a CPU needs to read the prompt before the first word, at the speed measured so far; null where that is not felt. */
  readSeconds: number | null
}

/** What an administrator should know, for a sentence with numbers and names in it. Memory in GiB. */
export const engineNoticeSchema = z.object({
  code: z.enum([
    /** Nothing fits: `needGiB`, `freeGiB`, and `contextTokens` that would fit, 0 when none would. */
    'engine_crash_loop',
    'out_of_memory',
    /** The GPU was too small, the CPU serves: `needGiB`, `freeGiB`. */
    'cpu_instead',
    /** The GPU would not take the model though it was reckoned to fit; the CPU serves. */
    'gpu_failed',
    /** A GPU was asked for and none is there. The CPU serves, as with all of the following that begin with `gpu_`. */
    'gpu_missing',
    /** A card is there (`name`) and cannot be used: see `problem` of the GPU report for each. */
    'gpu_not_prebuilt',
    'gpu_driver_missing',
    'gpu_device_closed',
    'gpu_hidden',
    'gpu_driver_incomplete',
    /** The driver is of version `have`, the first that serves is `need`. */
    'gpu_driver_old',
    /** The card `name` has the compute capability `have`, the first that serves is `need`. */
    'gpu_card_old',
    /** The `libraries` that the loader does not find. */
    'gpu_libraries_missing',
    /** The card `name` lacks nothing that is known, and CUDA does not start on it. */
    'gpu_unusable',
    /** Only `layers` of `total` are on the GPU. */
    'fewer_layers',
    /** Memory for `slots` instead of the `asked` answers at once. */
    'fewer_slots',
    /** The file on disk is not the one in memory any more. */
    'model_replaced',
    /** The file speaks none of the prompt formats the portal can write. */
    'model_unsupported',
    /** The engine process runs as the portal's user, root, because another user could not read program or model. */
    'engine_same_user',
    /** The engine process is not kept apart: the machine gives it no namespaces. */
    'engine_unconfined',
    /** No step of the model has finished for `seconds`. */
    'stalled',
    /** The processes that read what people send could reach the network: the machine gives them no namespace without it. */
    'readers_network',
  ]),
  params: z.record(z.string(), z.union([z.number(), z.string()])),
})
export type EngineNotice = z.infer<typeof engineNoticeSchema>

export const engineStateSchema = z.enum(['loading', 'ready', 'failed', 'stopped'])
export const engineStatusSchema = z.object({
  state: engineStateSchema,
  /** Why loading failed, as a code for the status line; null otherwise. */
  failure: z
    .enum([
      'model_missing',
      'model_altered',
      'model_ambiguous',
      'model_projector',
      'model_replaced',
      'model_unsupported',
      'out_of_memory',
      'load_failed',
      'crash_loop',
    ])
    .nullable(),
  model: z.object({
    id: z.string(),
    name: z.string(),
    sha256: z.string(),
    standing: standingSchema,
    /** SHA-256 over all that a release of the model, as it runs now, is bound to; null where it cannot be released. */
    binding: z.string().nullable(),
    contextTokens: z.int().nonnegative(),
  }),
  gpu: z.object({
    /** False when a GPU is there or was asked for and is not used as it should be. */
    ok: z.boolean(),
    /** Every card the model lies on, for example `2 × NVIDIA L4`; memory is that of all of them together. */
    name: z.string().nullable(),
    vramTotalMiB: z.int().nonnegative(),
    vramUsedMiB: z.int().nonnegative(),
    /** `remote`: servers on other machines; `name` then says how many of them are up. */
    mode: z.enum(['cuda', 'metal', 'vulkan', 'cpu', 'remote']),
  }),
  cpuThreads: z.int().positive(),
  /** How the model lies in memory; null while it is not loaded, and for models on other machines. */
  placement: z
    .object({
      slots: z.int().positive(),
      kvType: z.enum(['f16', 'q8_0']),
      gpuLayers: z.int().nonnegative(),
      totalLayers: z.int().nonnegative(),
    })
    .nullable(),
  notices: z.array(engineNoticeSchema),
  queue: z.object({
    running: z.int().nonnegative(),
    waiting: z.int().nonnegative(),
    /** Seconds that a question asked now is expected to wait. */
    estimatedSeconds: z.int().nonnegative(),
  }),
})
export type EngineStatus = z.infer<typeof engineStatusSchema>

/** Where a change of the model stands; `idle` when none runs. */
export const swapStateSchema = z.object({ phase: z.enum(['idle', 'draining', 'loading', 'rolling_back']) })
export type SwapState = z.infer<typeof swapStateSchema>

/**
 * The narrow seam to the model. Knows nothing of HTTP, sessions or audit.
 * Implementations: llama.cpp in this process, the same in a process of its own, servers on other machines.
 */
export interface Engine {
  status(): EngineStatus
  stats(): EngineStats
  /** Throws AppError `model_loading` or `model_unavailable`. */
  measure(request: GenerateRequest): Promise<PromptMeasure>
  /**
   * Queues and runs one request. Ends with exactly one `done`; an abort ends it with outcome `stopped` within one
   * token step and frees the slot. Throws AppError `queue_full`, `own_queue_full`, `question_too_long`,
   * `model_loading`, `model_unavailable`, `model_stalled` or `generation_failed`.
   */
  generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateEvent>
  /**
   * Queues and runs one extraction behind all questions. The grammar holds from the first token and there is no
   * thought. An abort ends it with outcome `stopped`. Throws AppError `queue_full`, `question_too_long`,
   * `model_loading`, `model_unavailable` or `generation_failed`.
   */
  extract(request: ExtractRequest, signal: AbortSignal): Promise<ExtractResult>
  /**
   * Instructions that questions will begin with, the most common first. They are read into idle slots ahead of time.
   * Never throws.
   */
  warm(instructions: readonly ModelText[]): void
  /** Forgets what was read for a conversation: at once when it is idle, else when its answer has ended. Never throws. */
  release(conversationId: string): Promise<void>
  /** Stops admission, aborts what runs, frees the model. Idempotent. */
  shutdown(): Promise<void>
}
