import { z } from 'zod'

export const THEMES = ['system', 'light', 'dark'] as const
export const SIZES = ['standard', 'large', 'largest'] as const
export const DENSITIES = ['compact', 'standard', 'roomy'] as const
/** What the copy button does by itself: text for the record, or everything with its sources. */
export const COPY_FORMS = ['emr', 'full'] as const
/** How a finished answer makes itself known on a page that is not looked at. */
export const SIGNALS = ['title', 'sound', 'none'] as const

/** What a person has set for their own screen. Each has a default, so that a row written before it was added stays readable. */
export const preferencesSchema = z.object({
  theme: z.enum(THEMES).default('system'),
  size: z.enum(SIZES).default('standard'),
  density: z.enum(DENSITIES).default('standard'),
  copyForm: z.enum(COPY_FORMS).default('emr'),
  signal: z.enum(SIGNALS).default('title'),
  /** Whether the first-use tour was walked or skipped. */
  toured: z.boolean().default(false),
})
export type Preferences = z.infer<typeof preferencesSchema>
export const DEFAULT_PREFERENCES: Preferences = preferencesSchema.parse({})

/** Some of them, changed. */
export const changePreferencesInput = z
  .strictObject({
    theme: z.enum(THEMES),
    size: z.enum(SIZES),
    density: z.enum(DENSITIES),
    copyForm: z.enum(COPY_FORMS),
    signal: z.enum(SIGNALS),
    toured: z.boolean(),
  })
  .partial()
export type PreferencesChange = z.infer<typeof changePreferencesInput>
