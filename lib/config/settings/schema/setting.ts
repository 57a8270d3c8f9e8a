import { z } from 'zod'

/** What a person is told of a setting, besides the allowed values, which its type tells. */
export interface SettingAbout {
  zh: string
  en: string
  /** What holds when it is not set, where the type alone does not say it. */
  unset?: readonly [zh: string, en: string]
  /** What a number counts, in the notation of both languages: s, MiB, … */
  unit?: string
  /** The file it names is read again: `reload` on `systemctl reload`, `always` each time it is used. Else a restart is needed. */
  file?: 'reload' | 'always'
  /** A value as a hospital has it. */
  example?: string
  /** Set by the start for itself; no person sets it. */
  internal?: true
}

/** A setting: its type, with what a person is told of it. */
export const setting = <T extends z.ZodType>(type: T, about: SettingAbout): T => type.meta({ about })

/** Whole seconds, at most `most`. */
export const seconds = (fallback: number, most = Number.MAX_SAFE_INTEGER) =>
  z.coerce.number().int().min(1).max(most).default(fallback)

/** `on` or `off`, read as a boolean. */
export const flag = z
  .enum(['on', 'off'])
  .default('off')
  .transform((value) => value === 'on')
