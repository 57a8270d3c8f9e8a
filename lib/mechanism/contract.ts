import { z } from 'zod'
import { mechanismGraphSchema } from '@/lib/clinical/mechanism/contract'
import { localeSchema } from '@/lib/shared/locale-schema'

/** Longest mechanism text the model is asked about, in characters. */
export const MECHANISM_TEXT_MAX = 8000

export const extractMechanismInput = z.strictObject({
  text: z
    .string()
    .max(MECHANISM_TEXT_MAX)
    .refine((text) => text.trim().length > 0),
  locale: localeSchema.optional(),
})
export type ExtractMechanismInput = z.infer<typeof extractMechanismInput>

/** The rules' graph with what the model added; every added link quotes words that stand in the text. */
export const extractMechanismOutput = z.object({
  graph: mechanismGraphSchema,
  /** Links of the model that were kept. */
  added: z.int(),
  /** Links of the model that were dropped because their words do not stand in the text. */
  dropped: z.int(),
})

/** How long one presentation may keep the automatic lock off, in minutes. */
export const PRESENTING_MINUTES = [15, 30, 45, 60] as const
export const startPresentationInput = z.strictObject({
  minutes: z.union(PRESENTING_MINUTES.map((minutes) => z.literal(minutes))),
})
export const presentationSchema = z.object({
  id: z.string(),
  /** When the automatic lock comes back at the latest. */
  endsAt: z.iso.datetime(),
  /** The session still ends after this many seconds without an action. */
  idleSeconds: z.int(),
})
export type Presentation = z.infer<typeof presentationSchema>
export const presentationParams = z.object({ id: z.string().max(64) })
