import type { Concept, Term } from '@/lib/clinical/contract'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'
import { assertStatuses, readyText, type ReadyText } from '@/lib/clinical/assertion/assert-places'
import type { AssertedPlace } from '@/lib/clinical/assertion/assertion'
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
export const usableMeanings = (meanings: readonly Meaning[], surface: string, several = false): Concept[] =>
  meanings
    .filter(({ spelling }) =>
      several
        ? spelling === surface || (spelling === null && surface.length >= PLURAL_MIN)
        : spelling === null || isAbbreviation(surface, spelling),
    )
    .map(({ concept }) => concept)

/** Shortest name that is looked for with an s behind it, unless it is an abbreviation in capitals. */
const PLURAL_MIN = 4
/** Nodules, masses, DVTs: how much longer a name of the tables is in the text by the ending of several; 0 where it has none. */
function pluralOf(text: string, from: number, to: number): number {
  if (to - from < 3 || !/[a-z]/.test(text[to - 1] ?? '')) return 0
  const ending = /(?:s|x|ch|sh)$/.test(text.slice(to - 2, to)) ? 'es' : 's'
  return text.startsWith(ending, to) && isWordBoundary(text, from, to + ending.length) ? ending.length : 0
}

/** Cataract surgery, hernia repair: an illness named by the operation for it. */
const OPERATION =
  /^ (?:surgery|operation|op|repair|removal|excision|resection|extraction|clipping|coiling|ablation|emboli[sz]ation|drainage|evacuation|debridement)\b/
function placeOf(text: string, { from, to, concepts: [first] }: FoundPhrase): AssertedPlace {
  const kind = first?.kind ?? 'finding'
  const operation = kind === 'diagnosis' ? OPERATION.exec(text.slice(to, to + 16)) : null
  return operation ? { from, to: to + operation[0].length, kind: 'procedure' } : { from, to, kind }
}

/** 突发晕厥, 反复视物模糊: the first character of a word that belongs to the word in front of it. */
const OF_WORD_IN_FRONT = /[突并复诱多偶继新再初原散频]发|反复/
/** 术后感染, 偶感染: a feeling that is the beginning of another word. */
const FEELS = '感'
/**
 * `无尿频`, `可见红肿`, `突发晕厥`, `术后感染`: whether a word ends inside another one that the text means. It begins with a denial, with
 * what is seen or with the end of the word in front of it, or it is an ordinary phrase of feeling.
 */
function hidesLonger(
  text: string,
  { from, to, value }: { from: number; to: number; value: readonly Meaning[] },
  phrases: Dictionary['phrases'],
): boolean {
  const ordinary = value.length === 0
  if (ordinary ? text[to - 1] !== FEELS : !beginsElsewhere(text, from)) return false
  return phrases
    .at(text, ordinary ? to - 1 : from + 1)
    .some((inner) => inner.to > to && inner.value.length > 0)
}
const beginsElsewhere = (text: string, from: number): boolean =>
  /[无不见]/.test(text[from] ?? '') || OF_WORD_IN_FRONT.test(text.slice(Math.max(0, from - 1), from + 1))

function findPhrases(folded: FoldedText, dictionary: Dictionary): FoundPhrase[] {
  const { text } = folded
  const { phrases } = dictionary
  const found: FoundPhrase[] = []
  for (let i = 0; i < text.length;) {
    let to = i + 1
    const told = findLaySymptom(text, i, dictionary)
    for (const match of phrases.at(text, i)) {
      const several = pluralOf(text, i, match.to)
      if (several === 0 && !isWordBoundary(text, i, match.to)) continue
      const surface = originalSpan(folded, i, match.to).surface
      const concepts = usableMeanings(match.value, surface, several > 0)
      if (concepts.length === 0 && match.value.length > 0) continue
      if (hidesLonger(text, match, phrases)) break
      if (told && concepts.length > 0 && told.to > match.to) break
      if (concepts.length > 0) found.push({ from: i, to: match.to + several, concepts })
      to = concepts.length > 0 ? match.to + several : match.to
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
    found.map((phrase) => placeOf(folded.text, phrase)),
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
