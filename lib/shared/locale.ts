/** The interface languages, the default first. */
export const LOCALES = ['zh-CN', 'en'] as const
export type Locale = (typeof LOCALES)[number]

export const DEFAULT_LOCALE: Locale = 'zh-CN'
/** Cookie that keeps the language of a visitor who has not signed in yet. */
export const LOCALE_COOKIE = 'innerward-locale'

/** The stored or sent value as a known locale, else the default. */
export function toLocale(value: unknown): Locale {
  return LOCALES.find((locale) => locale === value) ?? DEFAULT_LOCALE
}
