import capitals from '@/lib/privacy/names/clinical-capitals.json'
import english from '@/lib/privacy/names/english-words.json'
import nicknames from '@/lib/privacy/names/nicknames.json'
import { plainLetters } from '@/lib/privacy/names/plain-letters'
import { isClinical, PARTICLE, tokensOf, type Page } from '@/lib/privacy/names/latin-tokens'
import { isKnownName, isNameOrWord, isNoName, isPinyin, plainLatin } from '@/lib/privacy/names/latin-words'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'

/**
 * What a capitalised word is by itself: a `name` of the tables; `unknown` to every table, so most likely a name; `both` a name and
 * an everyday word or a discoverer (Rose, Hill, Murphy); `eponym` a discoverer alone; `place` a country, people or day; `word` an
 * everyday, clinical, trade or organism's word.
 */
export type WordClass = 'name' | 'unknown' | 'both' | 'eponym' | 'place' | 'word'

const setOf = (words: string) => new Set(words.split(' '))
const ENGLISH = setOf(english.words)
const EPONYMS = setOf(capitals.eponyms)
const PLACES = setOf(capitals.places)
const SHORT_NAMES = new Set(Object.values(nicknames.forms).flatMap((forms) => forms.split(' ')))
const CLINICAL = new Set(
  [capitals.brands, capitals.organisms, capitals.shortForms, capitals.terms].flatMap((words) =>
    words.split(' '),
  ),
)

/** Whether signs, tests or illnesses are named after somebody so called. */
export const isDiscoverer = (word: string): boolean => EPONYMS.has(plainLatin(word))

const TRADES = setOf(capitals.brands)

/** Whether a medicine or a device is sold by a name: Yasmin, Mirena. */
export const isTradeName = (word: string): boolean => TRADES.has(plainLatin(word))

/** Regular English forms with what stands in the list instead. */
const FORMS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/ies$/, ['y']],
  [/ied$/, ['y']],
  [/es$/, ['', 'e']],
  [/s$/, ['']],
  [/ed$/, ['', 'e']],
  [/ing$/, ['', 'e']],
  [/ly$/, ['']],
  [/ness$/, ['']],
]
const isEnglish = (word: string): boolean =>
  ENGLISH.has(word) ||
  FORMS.some(
    ([ending, bases]) =>
      ending.test(word) && bases.some((base) => ENGLISH.has(word.replace(ending, base)) && word.length > 4),
  )

/** Endings of illnesses, acts, substances and organisms (WHO stems of nonproprietary names, Greek and Latin heads). */
const CLINICAL_ENDING =
  /(?:itis|osis|oses|aemia|emia|uria|pathy|pathic|ectomy|otomy|ostomy|plasty|scopy|scopic|graphy|gram|graph|metry|penia|philia|plegia|paresis|algia|oma|omas|megaly|rrhoea|rrhea|rrhage|trophy|genic|tropic|lysis|lytic|aceae|virus|viral|coccus|cocci|bacter|bacterium|mycin|micin|cillin|cycline|floxacin|oxacin|azole|conazole|idazole|prazole|pril|sartan|statin|olol|dipine|thiazide|semide|tinib|ciclib|rafenib|mab|zumab|ximab|cept|gliptin|gliflozin|glutide|glitazone|formin|caine|barbital|azepam|zolam|triptan|setron|dronate|parin|xaban|gatran|grel|grelor|fibrate|vir|ivir|cyclovir|vudine|platin|taxel|rubicin|mustine|trexate|sone|solone|olone|terol|tropium|phylline|kast|lukast|fungin|ketamine|curonium|curium|thrombin|stigmine|peridol|apine|idone|oxetine|ipramine|triptyline|barbitone|amide|amine|idine|epine|aride|orphan|orphine|codone|fentanil|ology|ologist|iatric|iatrics|otic|rine|zine|zide|xine|tide|gene|ase)$/

function read(word: string, dictionary: Dictionary): WordClass {
  const plain = plainLatin(word)
  if (plain.includes('-')) {
    const parts = plain.split('-').filter((part) => part.length > 1 && !PARTICLE.test(part))
    const kinds = parts.map((part) => read(part, dictionary))
    // Hunt-Hess: discoverers alone; Smith-Okafor may be a person.
    if (kinds.includes('eponym') || parts.every((part) => EPONYMS.has(part))) return 'eponym'
    if (parts.some((part) => EPONYMS.has(part))) return 'both'
    // Hyun-woo: the second syllable of a given name may be a word.
    if (kinds[0] === 'unknown' && /^\p{Lu}\p{Ll}+-\p{Ll}{2,6}$/u.test(word)) return 'unknown'
    if (kinds.includes('word') || kinds.includes('place')) return 'word'
    return kinds.includes('name') ? 'name' : (kinds[0] ?? 'word')
  }
  const short = SHORT_NAMES.has(plain)
  const named = isKnownName(word) || short
  if (PLACES.has(plain)) return 'place'
  if (EPONYMS.has(plain)) return isNameOrWord(word) || isEnglish(plain) ? 'both' : 'eponym'
  if (CLINICAL.has(plain)) return named ? 'both' : 'word'
  if (isNoName(word)) return short || isNameOrWord(word) ? 'both' : 'word'
  if (isEnglish(plain)) return short || isNameOrWord(word) ? 'both' : 'word'
  if (named) return 'name'
  if (CLINICAL_ENDING.test(plain) || isClinical(word, dictionary)) return 'word'
  if (isNameOrWord(word)) return 'both'
  return plain.length > 2 || isPinyin(word) ? 'unknown' : 'word'
}

/** A text in Latin letters with its words and what they are by themselves, read once for all that look at it. */
export interface LatinPage extends Page {
  /** The text in plain letters, for expressions that ask for capitals. */
  plain: string
  classes: LatinClasses
}

/** Reads the words of a text. */
export const readLatin = (text: string, dictionary: Dictionary): LatinPage => ({
  text,
  plain: plainLetters(text),
  tokens: tokensOf(text),
  dictionary,
  classes: new LatinClasses(dictionary),
})

/** The classes of the words of one text; nothing of it is kept beyond. */
export class LatinClasses {
  private readonly known = new Map<string, WordClass>()

  constructor(private readonly dictionary: Dictionary) {}

  of(word: string): WordClass {
    const known = this.known.get(word) ?? read(word, this.dictionary)
    this.known.set(word, known)
    return known
  }
}
