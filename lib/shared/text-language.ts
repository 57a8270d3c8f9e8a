import type { Locale } from './locale'

const HAN = /\p{Script=Han}/gu
const LATIN = /\p{Script=Latin}/gu
/** Fewer Latin letters than this, alone, say nothing of a language: a drug's name, a unit. Han are Chinese however few they are. */
const LATIN_MIN = 12
/** A Chinese sentence may be half Latin letters (drugs, units, leads); an English one has no Han at all. */
const HAN_SHARE_MIN = 0.1

/**
 * The language of a passage by its letters, for its `lang` attribute: undefined where it is the language of the page or too short to
 * tell. A speech program reads the passage with that voice (WCAG 2.2, 3.1.2).
 */
export function foreignLanguage(text: string, page: Locale): Locale | undefined {
  const han = text.match(HAN)?.length ?? 0
  const latin = text.match(LATIN)?.length ?? 0
  if (han === 0 && latin < LATIN_MIN) return undefined
  const language = han / (han + latin) >= HAN_SHARE_MIN ? 'zh-CN' : 'en'
  return language === page ? undefined : language
}

/** Han and what is written together with them: letters and numbers without a blank, marks of their width. */
const CHINESE =
  /([\p{L}\p{N}\u3000-\u303f\uff00-\uffef]*\p{Script=Han}[\p{L}\p{N}\p{M}\u3000-\u303f\uff00-\uffef·]*)/u

/**
 * A sentence of the page cut where words of another language stand in it, as names do: those are every second piece. Only Han
 * among Latin letters are told from the rest; Latin words in a Chinese sentence are read as they are by every Chinese voice.
 */
export const splitForeign = (text: string, page: Locale): string[] =>
  page === 'zh-CN' ? [text] : text.split(CHINESE)
