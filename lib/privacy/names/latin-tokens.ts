import { matchesOf } from '@/lib/privacy/matches-of'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import contexts from '@/lib/privacy/names/latin-contexts.json'
import { isKnownName, isNameOrWord, isNoName, isPinyin } from '@/lib/privacy/names/latin-words'
import type { Role } from '@/lib/privacy/names/name-context'

/** A word of a text in Latin letters, with what parts it from the word in front. */
export interface Token {
  start: number
  end: number
  word: string
  gap: string
}

const WORD = /[\p{Script=Latin}][\p{Script=Latin}\p{Mn}'’-]{0,30}/gu
/** Forms of words: with a capital, all in capitals (ADA, ARC-HBR), one letter, and what parts of a name join. */
export const CAPITAL = /^\p{Lu}/u
export const ALL_CAPITALS = /^\p{Lu}{2,}(?:-\p{Lu}{2,})*$/u
export const INITIAL = /^\p{Lu}$/u
export const PARTICLE =
  /^(?:de|da|di|del|della|der|den|van|von|ter|bin|bint|binti|binte|bte|bt|ibn|abu|al|el|la|le|du|dos|das|ní|ni|mac|mc|ó|y|e|st)$/i

/** Titles and kin in small letters, with whose name follows. */
export const TITLES = new Map(
  Object.entries(contexts.titles).flatMap(([role, words]) =>
    words.map((word) => [word.toLowerCase(), role as Role] as const),
  ),
)
/** Words that no title makes a name. */
export const FUNCTION_WORD =
  /^(?:the|this|that|he|she|they|it|his|her|with|has|had|was|is|are|who|and|or|on|in|at|for|to|of|no|not|if|please|review|reviewed|said|says|care|unit|team|ward|clinic|led|informed|aware|denies|reports|presents|unknown|withheld)$/i
/** The words of a text in Latin letters, without the letters of numbers. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let last = 0
  for (const { 0: raw, index: start } of matchesOf(text, WORD)) {
    const word = raw.replace(/[-'’]+$|['’]s$/, '')
    // 33M, mg/L: letters of a measure.
    if (/\d$/.test(text.slice(start - 1, start)) || (word.length === 1 && text[start - 1] === '/')) continue
    // HN-552, C12: letters of a number.
    if (/^-?\d/.test(text.slice(start + word.length, start + word.length + 2))) continue
    tokens.push({ start, end: start + word.length, word, gap: text.slice(last, start) })
    last = start + word.length
  }
  return tokens
}

/** IIb, IIIC: a stage. */
const STAGE = /^[IVX]{2,}[A-Da-d]?$/

/** Whether a token can begin a name, the more readily the stronger what stands in front speaks for one. */
export const isCapital = ({ word }: Token, strength = 0) =>
  CAPITAL.test(word) &&
  !STAGE.test(word) &&
  !TITLES.has(word.toLowerCase()) &&
  (strength > 2 ? !FUNCTION_WORD.test(word) : !isNoName(word) || (strength === 2 && isKnownName(word)))
const joins = (gap: string) => gap === ' ' || gap === '. ' || gap === '.'

/** How many tokens from `at` can be one name: capitalised words and initials with particles between them. */
export function runFrom(tokens: readonly Token[], at: number, strength: number): number {
  let length = 0
  for (let i = at; i < Math.min(tokens.length, at + 4); i += 1) {
    const token = tokens[i]
    if (!token) break
    const joined =
      i === at ||
      token.gap === ' ' ||
      (joins(token.gap) && /^(?:\p{Lu}|St|Ste)$/u.test(tokens[i - 1]?.word ?? ''))
    // Hughes NIV: an acronym behind a name is none of its words.
    const acronym = ALL_CAPITALS.test(token.word) && !ALL_CAPITALS.test(tokens[at]?.word ?? '')
    // Zhao LQ: the given name in initials.
    const initials = strength >= 2 && /^\p{Lu}{1,3}$/u.test(token.word) && isPinyin(tokens[i - 1]?.word ?? '')
    if (!joined || (i > at && acronym && !isPinyin(token.word) && !initials)) break
    const goesOn =
      i > at &&
      CAPITAL.test(token.word) &&
      isNameOrWord(token.word) &&
      isNameOrWord(tokens[i - 1]?.word ?? '')
    if (
      goesOn ||
      isCapital(token, i === at ? strength : 0) ||
      (INITIAL.test(token.word) && token.word !== 'I')
    ) {
      length = i - at + 1
    } else if (!(i > at && PARTICLE.test(token.word))) break
  }
  return length
}

/** A text with its words and the terms to read it with. */
export interface Page {
  text: string
  tokens: readonly Token[]
  dictionary: Dictionary
}

/** Whether a word alone is a term of the clinic. */
export function isClinical(word: string, { phrases }: Dictionary): boolean {
  const small = word.toLowerCase()
  return phrases.at(small, 0).some(({ to }) => to === small.length)
}
