import { z } from 'zod'
import { certificateSchema } from '@/lib/operations/contract'
import { checkedStepSchema } from '@/lib/auth/directory/contract'

/** How the portal reaches the directory. No password among it. */
export const directoryOutput = z.object({
  demo: z.boolean(),
  servers: z.array(
    z.object({
      address: z.string(),
      encryption: z.enum(['ldaps', 'starttls', 'none']),
      /** Of the last encrypted connection since the start; null before one. */
      certificate: certificateSchema.nullable(),
    }),
  ),
  bindMode: z.enum(['search', 'direct']),
  bindTemplate: z.string().nullable(),
  serviceAccount: z.string().nullable(),
  baseDn: z.string(),
  userFilter: z.string(),
  nestedGroups: z.enum(['off', 'ad', 'recursive']),
  attributes: z.object({
    id: z.string(),
    username: z.string(),
    name: z.string(),
    group: z.string(),
    department: z.string().nullable(),
  }),
})

export const testDirectoryInput = z.strictObject({
  /** A user name as typed; empty tests without a person. */
  username: z.string().trim().max(128).default(''),
})
/** One list of steps for each configured server, in the order of the configuration. */
export const testDirectoryOutput = z.object({
  servers: z.array(z.object({ address: z.string(), steps: z.array(checkedStepSchema) })),
  /** Duration of the whole test in ms. */
  totalMs: z.int(),
})

export type DirectorySettings = z.infer<typeof directoryOutput>
export type DirectoryTest = z.infer<typeof testDirectoryOutput>
