import { z } from 'zod'

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().nonnegative()
const share = z.object({ hit: count, of: count })

/** What the rules found in a group of answers: numbers of answers, except facts and codes, which are hit out of all. */
export const figuresSchema = z.object({
  cases: count,
  /** All four parts there and ended by the model itself. */
  complete: count,
  language: count,
  /** No figure of the case altered. */
  numbers: count,
  must: share,
  may: share,
  /** Answers that say something they must not. */
  mustNot: count,
  unsafe: count,
  contradiction: count,
  icd10: share,
  repetition: count,
  /** Medians. */
  tokensPerSecond: z.number().nullable(),
  firstTokenMs: z.number().nullable(),
})
export type EvaluationFigures = z.infer<typeof figuresSchema>

/** How a model is prompted and sampled and keeps keys and values: with other settings it is another model to a hospital. */
export const modelSettingsSchema = z.object({
  promptFormat: z.string(),
  sampling: z.record(z.string(), z.unknown()),
  kvType: z.enum(['f16', 'q8_0']),
})
export type ModelSettings = z.infer<typeof modelSettingsSchema>

export const verdictSchema = z.object({
  complete: z.boolean(),
  language: z.boolean(),
  numbers: z.boolean(),
  must: z.array(z.boolean()),
  may: z.array(z.boolean()),
  mustNot: z.array(z.boolean()),
  contradiction: z.boolean(),
  unsafe: z.boolean(),
  icd10: z.boolean().nullable(),
  repetition: z.boolean(),
})

/** One judged case, without a word of its answer. */
export const judgedCaseSchema = z.object({
  id: z.string(),
  locale: z.string(),
  department: z.string(),
  kind: z.string(),
  verdict: verdictSchema,
  tokensPerSecond: z.number().nullable(),
  firstTokenMs: z.number().nullable(),
})
export type JudgedCase = z.infer<typeof judgedCaseSchema>

/** The result file of `npm run eval`. It holds figures and no answer. */
export const evaluationResultSchema = z.object({
  version: z.literal(1),
  at: z.iso.datetime(),
  model: z.object({ id: z.string(), name: z.string(), sha256: sha256Schema }),
  settings: modelSettingsSchema,
  /** SHA-256 of the instructions by language. */
  systemPrompt: z.record(z.string(), sha256Schema),
  /** `total` in the files, `judged` of them in this result. */
  cases: z.object({ sha256: sha256Schema, total: z.int().positive(), judged: count }),
  /** Whether the cases were asked with passages of the example documents: such a result stands for no release. */
  library: z.boolean().default(false),
  commit: z.string().nullable(),
  machine: z.record(z.string(), z.unknown()),
  overall: figuresSchema,
  groups: z.array(
    z.object({ by: z.enum(['locale', 'department', 'kind']), name: z.string(), figures: figuresSchema }),
  ),
  answers: z.array(judgedCaseSchema),
})
export type EvaluationResult = z.infer<typeof evaluationResultSchema>

/** What may be shown of a result: no single answers. `sha256` is that of the file. */
export const evaluationSummarySchema = evaluationResultSchema
  .pick({ at: true, cases: true, commit: true, overall: true })
  .extend({ sha256: sha256Schema })
export type EvaluationSummary = z.infer<typeof evaluationSummarySchema>

/** `STATE_DIR/releases/model-releases.json`: the releases in force, mirrored from the database for processes that do not read it. */
export const releasesFileSchema = z.object({
  version: z.literal(1),
  released: z.array(z.object({ sha256: sha256Schema, binding: sha256Schema })),
})
export type Release = z.infer<typeof releasesFileSchema>['released'][number]

/** That a model, as it runs with one evaluation, may be used in this hospital. `figures` are what the one who asked saw. */
export const modelReleaseSchema = z.strictObject({
  kind: z.literal('model_release'),
  model: z.string().max(64),
  sha256: sha256Schema,
  binding: sha256Schema,
  evaluation: sha256Schema,
  figures: figuresSchema,
})
export type ModelRelease = z.infer<typeof modelReleaseSchema>
export const modelWithdrawalSchema = modelReleaseSchema
  .pick({ model: true, sha256: true, binding: true })
  .extend({ kind: z.literal('model_withdrawal') })
