import slots from '@/lib/privacy/names/latin-slots.json'
import { isDiscoverer, type LatinClasses } from '@/lib/privacy/names/latin-classes'
import { isService } from '@/lib/privacy/names/latin-cues'
import type { Leaves } from '@/lib/privacy/names/latin-slot-forms'
import { FUNCTION_WORD, isClinical, TITLES } from '@/lib/privacy/names/latin-tokens'
import { isGivenWord, isNameOrWord, isNoName, isPinyin } from '@/lib/privacy/names/latin-words'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'

const STOPS = new Set(slots.stops)
/** Wegener's: the discoverer without the genitive. */
const bare = (word: string) => word.replace(/['’]s?$/, '')

/** The words of a run as far as they can be a person's in a slot; the empty string where the first cannot. */
export class Slot {
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
      case 'given':
        return words.every((word) => isGivenWord(word) || this.named(word))
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
      (word) => this.named(word) || (word.length < 5 && mayBe(word)) || SHORT_WORD.test(word),
    )
    return this.named(first) && !isNoName(first) && known * 2 >= words.length && short
  }
}

const SHORT_WORD = /^\p{Lu}\p{L}{1,2}$/u
