import given from '@/lib/privacy/names/given-characters.json'
import notGiven from '@/lib/privacy/names/not-given.json'
import other from '@/lib/privacy/names/other-names.json'
import surnames from '@/lib/privacy/names/surnames.json'
import ward from '@/lib/privacy/names/ward-words.json'
import words from '@/lib/privacy/names/words.json'

/** Natural logarithms of shares: of a word among words, a surname among persons, a character among those of given names. */
const MILLION = Math.log(1e6)
const TOTAL = Math.log(words.total)

function byLogarithm(table: Readonly<Record<string, string>>, separator: string, whole: number) {
  const logarithms = new Map<string, number>()
  for (const [power, members] of Object.entries(table)) {
    const logarithm = Number(power) * Math.LN2 - whole
    for (const member of members.split(separator)) logarithms.set(member, logarithm)
  }
  return logarithms
}

const WORDS = byLogarithm(words.words, ' ', TOTAL)
const SURNAMES = byLogarithm(surnames.single, '', MILLION)
const GIVEN = byLogarithm(given.single, '', MILLION)
const COMPOUND = new Set(surnames.compound)
const BEGIN_COMPOUND = new Set([...COMPOUND].map((name) => name[0] ?? ''))
const ELEMENTS = new Set(Object.values(other.elements).flat())
const TRANSCRIPTION = new Set(other.transcription.split(''))
const BEGIN_OTHER = new Set([...TRANSCRIPTION, ...[...ELEMENTS].map((element) => element[0] ?? '')])
const BEGINNINGS = new Set(ward.beginnings)

/** A word of the ward is as common here as a common word is elsewhere. */
const WARD_WORD = -7
for (const word of ward.words) if (word.length > 1) WORDS.set(word, WARD_WORD)

const RARE_CHARACTER = -15
const RARE_GIVEN = -18
/** Characters of illness, of the body, of drugs or of grammar hardly ever stand in a given name. */
const NOT_GIVEN = new Set(Object.values(notGiven.characters).join(''))
const NOT_GIVEN_COST = -22
for (const character of NOT_GIVEN) GIVEN.set(character, NOT_GIVEN_COST)
const COMPOUND_SURNAME = -9
const ELEMENT = -8
const TRANSCRIBED = -4.8

const LONGEST_OTHER = 9

/** Two Han characters as one small number. */
const pairAt = (text: string, at: number): number =>
  (text.charCodeAt(at) - 0x3400) * 0x6c00 + text.charCodeAt(at + 1) - 0x3400
/** Lengths of the words that begin with two characters, as bits: most look-ups end here. */
const LENGTHS = new Map<number, number>()
for (const word of WORDS.keys()) {
  if (word.length < 2) continue
  const pair = pairAt(word, 0)
  LENGTHS.set(pair, (LENGTHS.get(pair) ?? 0) | (1 << word.length))
}

/** The words that begin at a place of a text up to `limit`, with their logarithms; a single character always counts. */
export function wordsAt(text: string, at: number, limit: number): { to: number; cost: number }[] {
  const found = [{ to: at + 1, cost: WORDS.get(text[at] ?? '') ?? RARE_CHARACTER }]
  const lengths = at + 1 < limit ? (LENGTHS.get(pairAt(text, at)) ?? 0) : 0
  for (let length = 2; at + length <= limit && lengths >> length > 0; length += 1) {
    const cost = (lengths >> length) & 1 ? WORDS.get(text.slice(at, at + length)) : undefined
    if (cost !== undefined) found.push({ to: at + length, cost })
  }
  return found
}

/** How likely a run of Han characters is a word, as a logarithm; undefined where it is none. */
export const wordCost = (word: string): number | undefined => {
  if (word.length === 1) return WORDS.get(word) ?? RARE_CHARACTER
  return word.length > 1 && ((LENGTHS.get(pairAt(word, 0)) ?? 0) >> word.length) & 1
    ? WORDS.get(word)
    : undefined
}

export const isSurname = (text: string): boolean => SURNAMES.has(text) || COMPOUND.has(text)

export const isCompoundSurname = (text: string): boolean => COMPOUND.has(text)

/** Surnames of more than about one person in 4,000. */
const FREQUENT_SURNAME = -8.4
export const isFrequentSurname = (character: string): boolean =>
  (SURNAMES.get(character) ?? -Infinity) > FREQUENT_SURNAME

/** Surnames that begin at a place, with their logarithms. */
export function surnamesAt(text: string, at: number): { to: number; cost: number }[] {
  const found: { to: number; cost: number }[] = []
  const single = SURNAMES.get(text[at] ?? '')
  if (single !== undefined) found.push({ to: at + 1, cost: single })
  if (!BEGIN_COMPOUND.has(text[at] ?? '')) return found
  for (const length of [2, 3, 4]) {
    if (COMPOUND.has(text.slice(at, at + length))) found.push({ to: at + length, cost: COMPOUND_SURNAME })
  }
  return found
}

export const givenCost = (character: string): number => GIVEN.get(character) ?? RARE_GIVEN

/** How good a given name characters make: the mean of their logarithms. */
export const givenMean = (given: readonly string[]): number =>
  given.reduce((sum, unit) => sum + givenCost(unit), 0) / Math.max(1, given.length)

/** Whether foreign names and terms are transcribed with a character. */
export const isTranscription = (character: string): boolean => TRANSCRIPTION.has(character)

/** Whether an ordinary word of the ward begins so; then only what stands around makes it a name. */
export const beginsWardWord = (text: string, at: number): boolean => BEGINNINGS.has(text.slice(at, at + 2))

/** Ends of names made of known elements or of characters that foreign names are transcribed with, and whether an element is there. */
export function otherNamesAt(
  text: string,
  at: number,
  limit: number,
): { to: number; cost: number; known: boolean }[] {
  const most = Math.min(LONGEST_OTHER, limit - at)
  if (most < 2 || !BEGIN_OTHER.has(text[at] ?? '')) return []
  const costs: number[] = [0]
  const known: boolean[] = [false]
  for (let length = 1; length <= most; length += 1) {
    const transcribed = TRANSCRIPTION.has(text[at + length - 1] ?? '')
    let cost = transcribed ? (costs[length - 1] ?? -Infinity) + TRANSCRIBED : -Infinity
    let holdsElement = transcribed && (known[length - 1] ?? false)
    for (let part = 2; part <= Math.min(5, length); part += 1) {
      const before = (costs[length - part] ?? -Infinity) + ELEMENT
      if (before > cost && ELEMENTS.has(text.slice(at + length - part, at + length))) {
        cost = before
        holdsElement = true
      }
    }
    costs[length] = cost
    known[length] = holdsElement
    if (cost === -Infinity && costs.slice(-5).every((each) => each === -Infinity)) break
  }
  return costs.flatMap((cost, length) =>
    cost > -Infinity && length >= 2 && (length >= 3 || known[length])
      ? [{ to: at + length, cost, known: known[length] ?? false }]
      : [],
  )
}
