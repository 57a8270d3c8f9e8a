import type { Concept } from '@/lib/clinical/contract'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import grammar from '@/lib/clinical/terms/lay-grammar.json'
import { foldText } from '@/lib/clinical/text/fold-text'
import { phraseTrie, PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

/** A symptom that a patient tells by a part of the body and a complaint: units `from` to `to`, exclusive, of folded text. */
export interface LaySymptom {
  from: number
  to: number
  concept: Concept
}

type Table = Readonly<Record<string, readonly string[]>>

/** Words of a table by what they are; a word may be of several sorts, as 嗓子 is the throat and the voice. */
function sortsOf(table: Table): PhraseTrie<readonly string[]> {
  const trie = new PhraseTrie<readonly string[]>()
  for (const [sort, words] of Object.entries(table)) {
    for (const word of words) trie.set(foldText(word).text, (before = []) => [...before, sort])
  }
  return trie
}

const PARTS = sortsOf(grammar.parts)
const COMPLAINTS = sortsOf(grammar.complaints)
const OPENINGS = sortsOf(grammar.openings)
const BETWEEN = phraseTrie(grammar.between.map((word) => [foldText(word).text, true] as const))
const MEANINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = grammar.meanings

/** Most words between a part and its complaint, and the blank before each. */
const BETWEEN_MAX = 4
const BLANK = ' '

interface Word {
  to: number
  sorts: readonly string[]
}

const wordsAt = (trie: PhraseTrie<readonly string[]>, text: string, from: number): Word[] =>
  trie
    .at(text, from)
    .filter(({ to }) => isWordBoundary(text, from, to))
    .map(({ to, value }) => ({ to, sorts: value }))

/** The first words of a table behind a place, over at most four words that may stand between. */
function wordsBehind(trie: PhraseTrie<readonly string[]>, text: string, at: number): Word[] {
  let places = [at]
  for (let passed = 0; passed <= BETWEEN_MAX && places.length > 0; passed += 1) {
    const starts = places.map((place) => (text[place] === BLANK ? place + 1 : place))
    const found = starts.flatMap((start) => wordsAt(trie, text, start))
    if (found.length > 0) return found
    const next = starts.flatMap((start) =>
      BETWEEN.at(text, start)
        .filter(({ to }) => isWordBoundary(text, start, to))
        .map(({ to }) => to),
    )
    places = [...new Set(next)]
  }
  return []
}

/** The concept of a name in the tables in force. */
function conceptOf(name: string, { phrases }: Dictionary): Concept | undefined {
  const folded = foldText(name).text
  return phrases
    .at(folded, 0)
    .filter(({ to }) => to === folded.length)
    .flatMap(({ value }) => value.map(({ concept }) => concept))
    .find(({ preferred }) => preferred.en === name)
}

/** The longest pair of two words that means something, by the part and the complaint that either is. */
function longest(
  first: readonly Word[],
  { text, second, opening }: { text: string; second: PhraseTrie<readonly string[]>; opening: boolean },
): { to: number; name: string } | undefined {
  return first
    .flatMap((one) =>
      wordsBehind(second, text, one.to).flatMap((other) => {
        const [parts, complaints] = opening ? [other.sorts, one.sorts] : [one.sorts, other.sorts]
        const name = parts.flatMap((part) => complaints.flatMap((sort) => MEANINGS[part]?.[sort] ?? []))[0]
        return name === undefined ? [] : [{ to: other.to, name }]
      }),
    )
    .toSorted((a, b) => b.to - a.to)[0]
}

/**
 * The symptom that a patient's words at a place of folded text tell: a part, words that may stand between, and a complaint
 * (膝盖这几天老疼, my knee has been hurting), or in English the complaint first (pain in my left knee). Looks at a bounded
 * number of words. The dictionary gives the concept; one that it lacks is not found.
 */
export function findLaySymptom(text: string, from: number, dictionary: Dictionary): LaySymptom | undefined {
  const parts = wordsAt(PARTS, text, from)
  const openings = wordsAt(OPENINGS, text, from)
  if (parts.length === 0 && openings.length === 0) return undefined
  const found = [
    longest(parts, { text, second: COMPLAINTS, opening: false }),
    longest(openings, { text, second: PARTS, opening: true }),
  ]
    .filter((one) => one !== undefined)
    .toSorted((a, b) => b.to - a.to)[0]
  const concept = found && conceptOf(found.name, dictionary)
  return found && concept ? { from, to: found.to, concept } : undefined
}
