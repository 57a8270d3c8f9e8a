import contexts from '@/lib/privacy/names/latin-contexts.json'
import cues from '@/lib/privacy/names/latin-evidence.json'
import names from '@/lib/privacy/names/latin-names.json'

/** Small letters without accents, as the tables hold names. */
const ASCII = /^[\x20-\x7e]*$/
export const plainLatin = (word: string): string =>
  ASCII.test(word) ? word.toLowerCase() : withoutAccents(word)

const withoutAccents = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(/’/g, "'")
    .toLowerCase()

const NAMES = new Set(names.names.split(' '))
const ALSO_WORDS = new Set(names.words.split(' '))
const NOT_NAMES = new Set(contexts.notNames.map(plainLatin))
const EPONYM_HEADS = new Set(contexts.eponymHeads)
const VERBS_BEHIND = new Set(contexts.verbsBehind)

/** Initials and finals of Mandarin syllables in pinyin (ISO 7098). */
const SYLLABLE =
  '(?:[bpmf]?(?:a|o|ai|ei|ao|ou|an|en|ang|eng|i|ie|iao|iu|ian|in|iang|ing|u)|[dtnl](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|i|ia|ie|iao|iu|ian|in|iang|ing|u|uo|ui|uan|un|v|ue)|[gkh](?:a|e|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|(?:zh|ch|sh|[zcsr])(?:a|e|i|ai|ei|ao|ou|an|en|ang|eng|ong|u|ua|uo|uai|ui|uan|un|uang)|[jqx](?:i|ia|ie|iao|iu|ian|in|iang|ing|iong|u|ue|uan|un)|[yw](?:a|o|e|i|u|ai|ei|ao|ou|an|en|ang|eng|ong|in|ing|ue|uan|un))'
const PINYIN = new RegExp(`^${SYLLABLE}{1,3}$`)

/** Whether a word is a name of the tables and no everyday word. */
export const isKnownName = (word: string): boolean => {
  const plain = plainLatin(word)
  return NAMES.has(plain) || plain.split('-').some((part) => part.length > 2 && NAMES.has(part))
}
export const isNameOrWord = (word: string): boolean => isKnownName(word) || ALSO_WORDS.has(plainLatin(word))
export const isNoName = (word: string): boolean =>
  NOT_NAMES.has(plainLatin(word)) ||
  plainLatin(word)
    .split('-')
    .some((part) => part.length > 2 && NOT_NAMES.has(part) && !NAMES.has(part))
export const isPinyin = (word: string): boolean => PINYIN.test(plainLatin(word))
export const isEponymHead = (word: string): boolean => EPONYM_HEADS.has(word.toLowerCase())
export const isVerbBehind = (word: string): boolean =>
  VERBS_BEHIND.has(word) || /^[a-z]{2,}[^e\W]ed$/.test(word)

const GIVEN_WORDS = new Set(cues.givenWords)
/** Whether a word with a capital is a given name and a word too: Rose, May, Grant. */
export const isGivenWord = (word: string): boolean =>
  /^\p{Lu}/u.test(word) && GIVEN_WORDS.has(word.toLowerCase())
