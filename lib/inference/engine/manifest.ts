import 'server-only'
import { z } from 'zod'
import { SECTION_IDS, type SectionId } from '@/lib/inference/contract'

const budgets = z.object(
  Object.fromEntries(['thought', ...SECTION_IDS].map((part) => [part, z.int().positive()])) as Record<
    'thought' | SectionId,
    z.ZodInt
  >,
)

/** One model as `models/manifest.json` describes it. */
export const modelProfileSchema = z.object({
  id: z.string().regex(/^[a-z0-9._-]{1,64}$/),
  name: z.string(),
  role: z.enum(['demo', 'clinical']),
  /** Paths relative to the models folder, the first shard first. */
  files: z.array(z.object({ path: z.string(), sha256: z.string().length(64), sizeBytes: z.int() })).min(1),
  licence: z.string(),
  promptFormat: z.literal('gemma3'),
  specialTokens: z.object({
    startOfTurn: z.string(),
    endOfTurn: z.string(),
    thoughtOpen: z.string(),
    thoughtClose: z.string(),
  }),
  /** True for a model that does not think by itself: the portal opens and titles the thought as it does a section. */
  guidedThought: z.boolean(),
  /** The longest context that is chosen without being asked for. */
  contextTokens: z.int().positive(),
  /** Most tokens the thought and each section may take. */
  budgets,
  /** Tokens a part must have before the model may end it: a base model would otherwise end at once. */
  minimumPartTokens: z.int().nonnegative(),
  sampling: z.strictObject({
    /** 0 is greedy. */
    temperature: z.number().min(0).max(2),
    /** Never 0: a full sort of 262,144 candidates takes twenty times as long as everything else. */
    topK: z.int().positive(),
    topP: z.number().min(0).max(1),
    minP: z.number().min(0).max(1).default(0),
    /** Penalty over the last tokens written; null for clinical models, whose drug names and doses must repeat. */
    repetition: z
      .object({ penalty: z.number().min(1).max(2), lastTokens: z.int().positive().max(512) })
      .nullable()
      .default(null),
  }),
})
const manifestSchema = z.object({ models: z.array(modelProfileSchema) })

/** How to prompt, bound and sample one model. */
export type ModelProfile = z.infer<typeof modelProfileSchema>

/** The models that `models/manifest.json` describes. Throws when the file is not of its form. */
export function parseManifest(text: string): ModelProfile[] {
  return manifestSchema.parse(JSON.parse(text)).models
}

/**
 * The profile of a model file the manifest does not list, for example a hospital's MedGemma 1.5: greedy sampling and
 * budgets as in the model's published notebooks (2,000 tokens with thinking).
 */
export function genericProfile(fileName: string): Omit<ModelProfile, 'files'> {
  const name = fileName.replace(/(-\d{5}-of-\d{5})?\.gguf$/i, '')
  return {
    id: name
      .toLowerCase()
      .replace(/[^a-z0-9._-]+/g, '-')
      .slice(0, 64),
    name,
    role: 'clinical',
    licence: '',
    promptFormat: 'gemma3',
    specialTokens: {
      startOfTurn: '<start_of_turn>',
      endOfTurn: '<end_of_turn>',
      thoughtOpen: '<unused94>',
      thoughtClose: '<unused95>',
    },
    guidedThought: false,
    contextTokens: 32_768,
    budgets: { thought: 1024, definition: 256, mechanism: 448, differential: 448, recommendation: 448 },
    minimumPartTokens: 2,
    sampling: { temperature: 0, topK: 64, topP: 0.95, minP: 0, repetition: null },
  }
}
