import type { Concept, Term } from '@/lib/clinical/contract'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'
import { assertStatuses, readyText, type ReadyText } from '@/lib/clinical/assertion/assert-places'
import type { Dictionary, Meaning } from '@/lib/clinical/terms/dictionary'
import { findLaySymptom } from '@/lib/clinical/terms/find-lay-symptom'
import { settleMeaning } from '@/lib/clinical/terms/settle-meaning'

/** A phrase of the dictionary in folded text: units `from` to `to`, exclusive, with what it may mean here. */
export interface FoundPhrase {
  from: number
  to: number
  concepts: readonly Concept[]
}

const SMALL = /[a-z]/
const VOWEL = /[aeiou]/
/** Abbreviations that are everyday words when written small. */
const EVERYDAY = new Set([
  ...['tips', 'mods', 'term', 'hits', 'aids', 'case', 'fish', 'grace'],
  ...['dish', 'mash', 'meld', 'sofa', 'nets', 'poem', 'prog', 'holter'],
])

/**
 * Whether a surface is the abbreviation: written as in the table, in capitals, or in small letters that can be no word (`dvt`,
 * `copd`).
 */
function isAbbreviation(surface: string, spelling: string): boolean {
  if (surface === spelling || !SMALL.test(surface)) return true
  if (surface !== surface.toLowerCase()) return false
  return surface.length >= 3 && (!VOWEL.test(surface) || (surface.length >= 4 && !EVERYDAY.has(surface)))
}

/** What a phrase may mean as it is spelt here: an abbreviation counts where it is written as one. */
export const usableMeanings = (meanings: readonly Meaning[], surface: string): Concept[] =>
  meanings
    .filter(({ spelling }) => spelling === null || isAbbreviation(surface, spelling))
    .map(({ concept }) => concept)

/** `无尿频`: a word that begins with a denial and ends inside another word is that denial, not the word 无尿. */
function hidesLonger(
  text: string,
  { from, to }: { from: number; to: number },
  phrases: Dictionary['phrases'],
): boolean {
  if (text[from] !== '无' && text[from] !== '不') return false
  return phrases.at(text, from + 1).some((inner) => inner.to > to && inner.value.length > 0)
}

function findPhrases(folded: FoldedText, dictionary: Dictionary): FoundPhrase[] {
  const { text } = folded
  const { phrases } = dictionary
  const found: FoundPhrase[] = []
  for (let i = 0; i < text.length;) {
    let to = i + 1
    const told = findLaySymptom(text, i, dictionary)
    for (const match of phrases.at(text, i)) {
      if (!isWordBoundary(text, i, match.to)) continue
      const concepts = usableMeanings(match.value, originalSpan(folded, i, match.to).surface)
      if (concepts.length === 0 && match.value.length > 0) continue
      if (concepts.length > 0 && hidesLonger(text, match, phrases)) break
      if (told && concepts.length > 0 && told.to > match.to) break
      if (concepts.length > 0) found.push({ from: i, to: match.to, concepts })
      to = match.to
      break
    }
    if (told && to === i + 1) {
      found.push({ ...told, concepts: [told.concept] })
      to = told.to
    }
    i = to
  }
  return found
}

/**
 * The clinical terms of a text in the order they stand: the longest phrase at each place, what it means, and whether the patient
 * has it. Where the text does not settle an ambiguous abbreviation, all meanings are candidates. Linear in the length of the
 * text; every span lies inside the text and equals its surface.
 */
export function recogniseTerms(
  text: string,
  dictionary: Dictionary,
  { folded, layout }: ReadyText = readyText(text),
): Term[] {
  const found = findPhrases(folded, dictionary)
  const statuses = assertStatuses(
    folded.text,
    found.map(({ from, to, concepts: [first] }) => ({ from, to, kind: first?.kind ?? 'finding' })),
    layout,
  )
  return found.map((phrase, i) => {
    const { concept, candidates } = settleMeaning(folded.text, phrase)
    return {
      ...originalSpan(folded, phrase.from, phrase.to),
      ...concept,
      status: statuses[i] ?? 'affirmed',
      ...(candidates ? { candidates } : {}),
    }
  })
}
