import { z } from 'zod'
import { standingSchema, swapStateSchema } from '@/lib/inference/contract'

/** A model in the models folder, named by its first file. */
export const modelRowSchema = z.object({
  file: z.string(),
  name: z.string(),
  standing: standingSchema,
  sizeBytes: z.int().nonnegative(),
  inUse: z.boolean(),
})
export type ModelRow = z.infer<typeof modelRowSchema>
export const listModelsOutput = z.object({
  models: z.array(modelRowSchema),
  /** Why the model cannot be changed here; null when it can. */
  fixed: z.enum(['model_path', 'remote']).nullable(),
  phase: swapStateSchema.shape.phase,
  /** What the last change since the start came to; null when there was none. */
  last: z
    .object({ file: z.string(), result: z.enum(['changed', 'rolled_back', 'failed', 'altered']) })
    .nullable(),
})
export const changeModelInput = z.strictObject({
  file: z.string().max(300),
  /** How long answers being written may go on before they are stopped. */
  drainSeconds: z.int().min(0).max(600),
})
