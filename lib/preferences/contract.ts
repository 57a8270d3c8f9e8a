import { z } from 'zod'
import { DEFAULT_PREFERENCES } from '@/lib/preferences/pure/defaults'

export const THEMES = ['system', 'light', 'dark'] as const
export const SIZES = ['standard', 'large', 'largest'] as const
export const DENSITIES = ['compact', 'standard', 'roomy'] as const
/** What the copy button does by itself: text for the record, or everything with its sources. */
export const COPY_FORMS = ['emr', 'full'] as const
/** How a finished answer makes itself known on a page that is not looked at. */
export const SIGNALS = ['title', 'sound', 'none'] as const

/** What a person has set for their own screen. Each has a default, so that a row written before it was added stays readable. */
export const preferencesSchema = z.object({
  theme: z.enum(THEMES).default(DEFAULT_PREFERENCES.theme),
  size: z.enum(SIZES).default(DEFAULT_PREFERENCES.size),
  density: z.enum(DENSITIES).default(DEFAULT_PREFERENCES.density),
  copyForm: z.enum(COPY_FORMS).default(DEFAULT_PREFERENCES.copyForm),
  signal: z.enum(SIGNALS).default(DEFAULT_PREFERENCES.signal),
  /** Whether the first-use tour was walked or skipped. */
  toured: z.boolean().default(DEFAULT_PREFERENCES.toured),
})
export type Preferences = z.infer<typeof preferencesSchema>

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
