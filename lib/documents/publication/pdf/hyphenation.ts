const HYPHENATED = /\p{Ll}-$/u
const WORD_BEGIN = /^\p{Ll}+/u
const LAST_PART = /(\p{L}+)-$/u
/** Parts that keep their hyphen where nothing in the document says otherwise. */
const KEEPING =
  /^(?:non|anti|self|well|long|short|high|low|follow|beta|alpha|gamma|half|two|three|first|second|third|end|cross|evidence|risk|dose|drug|all|double|single)$/i

/** Mends words that a line broke with a hyphen, by how the document writes them elsewhere. */
export class Hyphenation {
  private readonly words: ReadonlySet<string>

  constructor(lines: Iterable<string>) {
    const words = new Set<string>()
    for (const line of lines) {
      for (const [word] of line.matchAll(/\p{L}+(?:-\p{L}+)*(?!\p{L}|-$)/gu)) words.add(word.toLowerCase())
    }
    this.words = words
  }

  /** Two lines as one where the first breaks a word; null where it breaks none. */
  mend(before: string, after: string): string | null {
    const part = HYPHENATED.test(before.slice(-3)) ? LAST_PART.exec(before.slice(-40))?.[1] : undefined
    const rest = WORD_BEGIN.exec(after.slice(0, 40))?.[0]
    if (part === undefined || rest === undefined) return null
    const joined = this.words.has(`${part}${rest}`.toLowerCase())
    const kept = this.words.has(`${part}-${rest}`.toLowerCase())
    return kept || (!joined && KEEPING.test(part)) ? before + after : before.slice(0, -1) + after
  }
}
