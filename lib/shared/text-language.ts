import type { Locale } from './locale'

const HAN = /\p{Script=Han}/gu
const LATIN = /\p{Script=Latin}/gu
/** Fewer letters than this say nothing of a language: a drug's name, a unit. */
const LETTERS_MIN = 12
/** A Chinese sentence may be half Latin letters (drugs, units, leads); an English one has no Han at all. */
const HAN_SHARE_MIN = 0.1

/**
 * The language of a passage by its letters, for its `lang` attribute: undefined where it is the language of the page or too short to
 * tell. A speech program reads the passage with that voice (WCAG 2.2, 3.1.2).
 */
export function foreignLanguage(text: string, page: Locale): Locale | undefined {
  const han = text.match(HAN)?.length ?? 0
  const latin = text.match(LATIN)?.length ?? 0
  if (han + latin < LETTERS_MIN) return undefined
  const language = han / (han + latin) >= HAN_SHARE_MIN ? 'zh-CN' : 'en'
  return language === page ? undefined : language
}
