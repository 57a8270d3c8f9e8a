import type { Span } from '@/lib/clinical/contract'
import slots from '@/lib/privacy/names/latin-slots.json'
import { isDiscoverer, type LatinClasses } from '@/lib/privacy/names/latin-classes'
import { isService } from '@/lib/privacy/names/latin-cues'
import { FUNCTION_WORD, isClinical, TITLES } from '@/lib/privacy/names/latin-tokens'
import { isGivenWord, isNameOrWord, isNoName, isPinyin } from '@/lib/privacy/names/latin-words'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'

/** How much a slot leaves open: `sure` takes every word that is no term, `known` a name of the tables or an unknown word, `foreign` and `identified` a run that begins so. */
type Leaves = 'sure' | 'known' | 'foreign' | 'identified' | 'reversed'

const WORD = "(?:\\p{Lu}['’])?\\p{Lu}[\\p{Ll}'’]{1,20}(?:-\\p{Lu}?[\\p{Ll}'’]{1,20}){0,2}"
const CAPS = "\\p{Lu}[\\p{Lu}'’]{1,20}(?:-\\p{Lu}{2,20})?"
const PARTICLE =
  '(?:(?:Ó|Ní|Nic|Uí|Mac|Mc|Van|De|Du|La|Le|El|Al|Bin|DE|DA|DI|DEL|VAN|VON|EL|AL|BIN|LA|LE|ST) )?'
const NAME = `${PARTICLE}${WORD}(?: (?:(?:bin|bte|binti|de|da|van|von|der|al|el) )?${WORD}){0,3}`
const anyOf = (words: readonly string[]) => words.join('|')
/** Words with a small letter or a capital. */
const either = (words: readonly string[]) =>
  anyOf(words.map((word) => word.replace(/^[a-z]/, (first) => `[${first}${first.toUpperCase()}]`)))
/** Where a line, a cell or a clause opens. */
const OPENS = '(?:^|[\\n|;•]|[.!?] |: |, |\\d )[ \\t]{0,3}'
/** What identifies the person whose name stands in front, and an age with the sex. */
const IDENTITY = `,? {1,3}\\(?(?:${anyOf(slots.identity)})(?![\\p{Ll}])`
const AGED = ',? {1,3}\\(?(?:\\d{1,3} ?(?:[MF]\\b|y(?:o|rs?|/o)?\\b)|[MF],? ?\\d{1,3}\\b)'
/** A value of the laboratory with its number: K 6.1, eGFR 41. */
const MEASURED = ' {1,3}(?:[A-Z][A-Za-z]{0,4}|eGFR|pH) ?[<>]?\\d'

const SLOTS: readonly (readonly [Leaves, RegExp])[] = [
  // son Kit rang, wife June says, twins Kai and Zuri
  [
    'sure',
    new RegExp(
      `(?<!\\p{L})(?:${either(slots.kin)}) (${WORD}(?: (?:and|&) ${WORD})?)(?= (?:${anyOf(slots.deeds)})(?!\\p{L})|[,.;:)]|['’]s? |$)`,
      'dgu',
    ),
  ],
  // Kit rang, Park to chase the MRI, Young to clerk
  ['known', new RegExp(`(?:^|[.;\\n:!?,] ?)(${WORD}) (?:rang|phoned|texted|bleeped)(?!\\p{L})`, 'dgu')],
  ['known', new RegExp(`(?:^|[.;\\n:!?,] ?)(${WORD}) to (?:${anyOf(slots.jobs)})(?!\\p{L})`, 'dgu')],
  // Old Tom tried to climb, Jade for OGD
  [
    'known',
    new RegExp(
      `(?<!\\p{L})((?:${anyOf(slots.nick)}) ${WORD})(?= ?\\(| (?:${anyOf(slots.deeds)}|in|tried|refus\\p{L}+|wants|fell|rang)(?!\\p{L})|['’]s )`,
      'dgu',
    ),
  ],
  [
    'known',
    new RegExp(
      `(?:^|[.;\\n] ?)(?!(?:Hope|Grant|Will|May|Mark|Chase)\\b)(${WORD}) (?:is |both )?for (?:${slots.planned})(?!\\p{L})`,
      'dgu',
    ),
  ],
  // I'm Dilys, my name is Bo, known as Nipper, real name Ernest Tuckwell
  [
    'sure',
    new RegExp(
      `(?<!\\p{L})(?:[Mm]y name(?: is|['’]s)|${either(slots.called)}):? ["“'‘]?(${NAME})(?!\\p{L}| \\d)`,
      'dgu',
    ),
  ],
  ['known', new RegExp(`(?<!\\p{L})(?:I['’]m|I am) (${NAME})(?!\\p{L})`, 'dgu')],
  // Asst: El-Masry, Circ: Thandi, 1st op: Delacroix
  [
    'known',
    new RegExp(
      `(?<!\\p{L})(?:${either(slots.theatre)})(?: ?[12AB])? ?[:：] ?(${NAME}|${CAPS})(?!\\p{L})`,
      'dgu',
    ),
  ],
  // Will Young in bed 2, Faith Hill DNA'd clinic
  [
    'known',
    new RegExp(
      `${OPENS}(${WORD} ${WORD})(?= (?:in (?:bed|bay|room|cubicle|side room) ?[A-Z]?\\d|DNA['’]?d?\\b|NBM\\b|MFFD\\b))`,
      'dgu',
    ),
  ],
  // Leung Wing Sze, HKID; Tan Ah Kow, NRIC; Lim Geok Choo 72F
  ['identified', new RegExp(`${OPENS}(${WORD}(?: (?:${WORD}|\\p{Lu}\\.?)){1,4})(?=${IDENTITY})`, 'dgu')],
  ['foreign', new RegExp(`${OPENS}(${WORD}(?: ${WORD}){1,3})(?=${AGED})`, 'dgu')],
  // WHITCOMBE J. R.  M  67Y
  [
    'reversed',
    new RegExp(`${OPENS}(${CAPS}(?: \\p{Lu}\\.?){1,3})(?= {1,3}[MF][ ,/]{1,3}\\d{1,3} ?[Yy]?)`, 'dgu'),
  ],
  // ask for Kev, new admission Faith Young
  [
    'sure',
    new RegExp(
      `(?<!\\p{L})(?:[Aa]sk(?:ing)? for|[Ss]peak (?:to|with)) (${WORD})(?=[,.;:)]|$| (?:on|at|if|re)(?!\\p{L}))`,
      'dgu',
    ),
  ],
  [
    'known',
    new RegExp(
      `(?<!\\p{L})(?:[Nn]ew|[Pp]lanned|[Ee]xpected) (?:admission|patient|pt|adm|referral|transfer|arrival):? (${WORD} ${WORD})(?!\\p{L})`,
      'dgu',
    ),
  ],
  // its Imelda from nights; Kavanagh bed 2 - POD1
  [
    'sure',
    new RegExp(`(?<!\\p{L})(?:[Ii]t['’]?s|[Tt]his is) (${WORD})(?= (?:from|on|here|in)(?!\\p{L}))`, 'dgu'),
  ],
  ['known', new RegExp(`(?:^|\\n)[ \\t]{0,3}(${WORD})(?= bed \\d)`, 'dgu')],
  // operator KOWALCZYK
  [
    'sure',
    new RegExp(
      `(?<!\\p{L})(?:[Oo]perator|[Uu]ser|(?:[Cc]ollected|[Vv]erified|[Pp]rinted|[Aa]uthori[sz]ed|[Vv]alidated|[Rr]eported) by):? (${CAPS})(?!\\p{L})`,
      'dgu',
    ),
  ],
  // | TREMBATH, Morwenna | eGFR 41; Lab: TREVENA, Lowenna Na 124
  [
    'reversed',
    new RegExp(
      `(?:^|[\\n|;:]|\\d|(?<!\\p{L})(?:for|re|of|on)) {0,3}(${PARTICLE}(?:${CAPS}|${WORD}), ?${WORD}(?: ${WORD}| \\p{Lu}\\.?)?)(?= {0,3}(?:[|;\\n(]|$)|\\.(?:\\s|$)| (?:is|was|has|had|needs)(?!\\p{L})|${IDENTITY}|${AGED}|${MEASURED})`,
      'dgu',
    ),
  ],
]

const STOPS = new Set(slots.stops)
/** Wegener's: the discoverer without the genitive. */
const bare = (word: string) => word.replace(/['’]s?$/, '')

/** The words of a run as far as they can be a person's in a slot; the empty string where the first cannot. */
class Slot {
  constructor(
    private readonly classes: LatinClasses,
    private readonly dictionary: Dictionary,
  ) {}

  /** No term, service, title or function word. */
  personal(word: string): boolean {
    const small = word.toLowerCase()
    return (
      !STOPS.has(small) &&
      !FUNCTION_WORD.test(word) &&
      !TITLES.has(small) &&
      (isGivenWord(word) || (!isService(word) && !isClinical(word, this.dictionary)))
    )
  }

  /** A name of the tables, a word that is one too, or a word that no table knows. */
  named(word: string): boolean {
    const kind = this.classes.of(word)
    if (!this.personal(word) || kind === 'eponym' || (bare(word) !== word && isDiscoverer(bare(word)))) {
      return false
    }
    if (kind === 'word') return isNameOrWord(word) && !isNoName(word)
    return kind !== 'place' || isGivenWord(word)
  }

  takes(words: readonly string[], leaves: Leaves): boolean {
    switch (leaves) {
      case 'sure':
        return words.every((word) => this.personal(word) && !isDiscoverer(bare(word)))
      case 'known':
        return words.every((word) => this.named(word))
      case 'reversed':
        return words.every((word) => word.length < 3 || this.named(word))
      case 'foreign':
        return this.goesOnForeign(words, (word) => this.personal(word))
      case 'identified':
        return this.goesOnForeign(
          words,
          (word) => !FUNCTION_WORD.test(word) && !STOPS.has(word.toLowerCase()),
        )
    }
  }

  /** Leung Wing Sze: a first word that is a name, and others of which half are names and the rest are short. */
  private goesOnForeign(words: readonly string[], mayBe: (word: string) => boolean): boolean {
    const [first = ''] = words
    // Li Wei Zhang: syllables of pinyin throughout.
    if (words.length > 1 && words.length < 4 && words.every(isPinyin)) return true
    const known = words.filter((word) => this.named(word)).length
    const short = words.every(
      (word) => this.named(word) || (word.length < 5 && mayBe(word)) || /^\p{Lu}\p{L}{1,2}$/u.test(word),
    )
    return this.named(first) && !isNoName(first) && known * 2 >= words.length && short
  }
}

/** The parts of what a slot holds: a name with a comma is one, others stand between "and". */
const partsOf = (held: string, leaves: Leaves): readonly string[] =>
  leaves === 'reversed' ? [held] : held.split(/ (?:and|&) /)

/** Names in Latin letters where the place leaves nothing else: behind kin, before a job, with an identity number, in a cell with a comma. */
export function* bySlot(
  text: string,
  page: { classes: LatinClasses; dictionary: Dictionary },
): Generator<Span> {
  const slot = new Slot(page.classes, page.dictionary)
  const held = SLOTS.flatMap(([leaves, form]) =>
    [...text.matchAll(form)].map((match) => ({
      leaves,
      held: match[1] ?? '',
      from: match.indices?.[1]?.[0] ?? 0,
    })),
  )
  for (const { leaves, held: whole, from } of held) {
    let end = from
    for (const part of partsOf(whole, leaves)) {
      const start = text.indexOf(part, end)
      end = start + part.length
      const words = part.split(/,? /).filter((word) => /^\p{Lu}['’]?\p{L}/u.test(word))
      if (words.length > 0 && slot.takes(words, leaves)) yield { start, end, surface: part }
    }
  }
}
