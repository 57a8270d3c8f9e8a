import { z } from 'zod'
import { engineStatusSchema } from '@/lib/inference/contract'
import { evaluationSummarySchema, modelReleaseSchema, sha256Schema } from '@/lib/release/contract'
import { person } from '@/lib/shared/person'

/** The model in use with its last evaluation, and the releases in force. */
export const listReleasesOutput = z.object({
  model: engineStatusSchema.shape.model.pick({ id: true, name: true, sha256: true, standing: true }).extend({
    /** Null where it cannot be released. */
    binding: z.string().nullable(),
  }),
  /** `current`: with the settings that are in use. Null where no whole evaluation of the model is kept. */
  evaluation: evaluationSummarySchema.extend({ current: z.boolean() }).nullable(),
  /** A request for the model as it runs waits for another person. */
  pending: z.boolean(),
  releases: z.array(
    modelReleaseSchema.pick({ model: true, sha256: true, binding: true }).extend({
      approvedBy: person.nullable(),
      approvedAt: z.iso.datetime(),
      /** Whether it is of the model as it runs now; else it has lapsed. */
      current: z.boolean(),
    }),
  ),
})
export type Releases = z.infer<typeof listReleasesOutput>
/** What the asker saw: a model or an evaluation that changed meanwhile is not released. */
export const askReleaseInput = z.strictObject({ binding: sha256Schema })
export const releaseParams = z.object({ binding: sha256Schema })
