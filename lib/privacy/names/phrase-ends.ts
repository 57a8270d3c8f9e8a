/** A comma that may stand behind a phrase: "kind regards,?". */
const MAYBE_COMMA = ',?'

/**
 * Whether a text in small letters ends in one of some phrases, which begins a word there. An expression of two hundred phrases is
 * looked at for every word of a note; this looks up what stands behind each of its few blanks.
 */
export class PhraseEnds {
  private readonly phrases: ReadonlySet<string>
  private readonly longest: number

  constructor(phrases: readonly string[]) {
    const all = phrases.flatMap((phrase) =>
      phrase.endsWith(MAYBE_COMMA)
        ? [phrase.slice(0, -MAYBE_COMMA.length), `${phrase.slice(0, -MAYBE_COMMA.length)},`]
        : [phrase],
    )
    this.phrases = new Set(all.map((phrase) => phrase.toLowerCase()))
    this.longest = Math.max(0, ...all.map(({ length }) => length))
  }

  /** Whether `text` up to `end` ends in a phrase. */
  before(text: string, end = text.length): boolean {
    for (let from = end - 1; from >= 0 && end - from <= this.longest; from -= 1) {
      const begins = from === 0 || !isSmallLetter(text.charCodeAt(from - 1))
      if (begins && this.phrases.has(text.slice(from, end))) return true
    }
    return false
  }
}

const isSmallLetter = (unit: number): boolean => unit >= 97 && unit <= 122
