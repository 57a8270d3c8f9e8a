import { useLocale } from 'next-intl'
import { toLocale, type Locale } from '@/lib/shared/locale'
import { foreignLanguage } from '@/lib/shared/text-language'

/** What tells the `lang` of a text that may be in another language than the page: a document, a template, a name. */
export function useLangOf(): (text: string) => Locale | undefined {
  const page = toLocale(useLocale())
  return (text) => foreignLanguage(text, page)
}
