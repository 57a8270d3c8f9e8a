import { z } from 'zod'

/** RFC 9457 problem details as this portal sends them. */
export const problemSchema = z.object({
  type: z.string(),
  /** One sentence in the user's language: what is wrong and what to do. */
  title: z.string(),
  status: z.int(),
  code: z.string(),
  requestId: z.string(),
  /** Names of the fields that were wrong, for `invalid_input`. */
  fields: z.array(z.string()).optional(),
})
export type Problem = z.infer<typeof problemSchema>
