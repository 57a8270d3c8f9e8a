import { z } from 'zod'

/** The interface languages, the default first. */
export const LOCALES = ['zh-CN', 'en'] as const
export const localeSchema = z.enum(LOCALES)
export type Locale = z.infer<typeof localeSchema>

export const DEFAULT_LOCALE: Locale = 'zh-CN'
/** Cookie that keeps the language of a visitor who has not signed in yet. */
export const LOCALE_COOKIE = 'innerward-locale'

/** The stored or sent value as a known locale, else the default. */
export function toLocale(value: unknown): Locale {
  const parsed = localeSchema.safeParse(value)
  return parsed.success ? parsed.data : DEFAULT_LOCALE
}
