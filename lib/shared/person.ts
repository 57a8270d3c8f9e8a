import { z } from 'zod'

/** A person as lists name them. */
export const person = z.object({ id: z.string(), displayName: z.string() })
