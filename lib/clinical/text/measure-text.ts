import type { Locale } from '@/lib/shared/locale'

const HAN = /\p{Script=Han}/gu
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.%/-]*/gu
/** An English word says as much as 1.8 Chinese characters: 250 words and 450 characters are one length. */
const CHARACTERS_PER_WORD = 1.8

const countOf = (text: string, what: RegExp) => text.match(what)?.length ?? 0

/** The length of a text in Chinese characters, other words counted as 1.8 of them. */
export function measureText(text: string): number {
  return countOf(text, HAN) + CHARACTERS_PER_WORD * countOf(text.replace(HAN, ' '), WORD)
}

/** The language that most of a text is in. */
export function languageOf(text: string): Locale {
  return countOf(text, HAN) >= countOf(text.replace(HAN, ' '), /\p{Script=Latin}{2,}/gu) ? 'zh-CN' : 'en'
}
