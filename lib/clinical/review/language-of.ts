import type { Locale } from '@/lib/shared/locale'

const HAN = /\p{Script=Han}/u
const LATIN = /[A-Za-z]/
/** Letters from which a text's language can be told. */
const ENOUGH_LETTERS = 40
/** A Han character stands for about two and a half letters of English. */
const HAN_WEIGHT = 2.5
const CHINESE_SHARE = 0.3

/** The language that most of a text is in; null where it is too short to tell. */
export function languageOf(text: string): Locale | null {
  let han = 0
  let latin = 0
  for (const unit of text) {
    if (HAN.test(unit)) han += HAN_WEIGHT
    else if (LATIN.test(unit)) latin += 1
  }
  if (han + latin < ENOUGH_LETTERS) return null
  return han / (han + latin) > CHINESE_SHARE ? 'zh-CN' : 'en'
}

/** Steps that are looked at: a language shows early, and the work stays bounded. */
const FIRST_STEPS = 12

/** The language that a thought begins in; null where nothing tells. */
export function thoughtLanguage(steps: readonly { text: string }[]): Locale | null {
  for (const { text } of steps.slice(0, FIRST_STEPS)) {
    const language = languageOf(text)
    if (language !== null) return language
  }
  return null
}
