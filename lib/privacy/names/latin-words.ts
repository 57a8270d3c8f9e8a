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
const SYLLABLES: readonly (readonly [initials: string, finals: string])[] = [
  [' b p m f', 'a o ai ei ao ou an en ang eng i ie iao iu ian in iang ing u'],
  ['d t n l', 'a e ai ei ao ou an en ang eng ong i ia ie iao iu ian in iang ing iu u uo ui uan un v ue'],
  ['g k h', 'a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang'],
  ['zh ch sh z c s r', 'a e i ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang'],
  ['j q x', 'i ia ie iao iu ian in iang ing iong u ue uan un'],
  ['y w', 'a o e i u ai ei ao ou an en ang eng ong in ing ue uan un'],
]
const PINYIN = new Set(
  SYLLABLES.flatMap(([initials, finals]) =>
    initials.split(' ').flatMap((initial) => finals.split(' ').map((final) => initial + final)),
  ),
)
const LONGEST_SYLLABLE = 6
const SYLLABLES_MAX = 3

/** Whether letters are at most so many syllables. */
function areSyllables(letters: string, most: number): boolean {
  if (PINYIN.has(letters)) return true
  for (let to = Math.min(LONGEST_SYLLABLE, letters.length - 1); to > 0 && most > 1; to -= 1) {
    if (PINYIN.has(letters.slice(0, to)) && areSyllables(letters.slice(to), most - 1)) return true
  }
  return false
}

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
export const isPinyin = (word: string): boolean =>
  word.length <= SYLLABLES_MAX * LONGEST_SYLLABLE && areSyllables(plainLatin(word), SYLLABLES_MAX)
export const isEponymHead = (word: string): boolean => EPONYM_HEADS.has(word.toLowerCase())
export const isVerbBehind = (word: string): boolean =>
  VERBS_BEHIND.has(word) || /^[a-z]{2,}[^e\W]ed$/.test(word)

const GIVEN_WORDS = new Set(cues.givenWords)
/** Whether a word with a capital is a given name and a word too: Rose, May, Grant. */
export const isGivenWord = (word: string): boolean =>
  /^\p{Lu}/u.test(word) && GIVEN_WORDS.has(word.toLowerCase())
