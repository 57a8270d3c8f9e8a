/** Ids of the control tokens that can appear in an answer; null where the vocabulary has none. */
export interface Delimiters {
  /** Those that begin or end a turn: the model's answer is over. */
  ends: readonly number[]
  thoughtOpen: number | null
  thoughtClose: number | null
}

/** What to do with a token: show it with its part, show it as thought, show nothing, or end the part. */
export type TokenUse = 'show' | 'thought' | 'skip' | 'end'

/**
 * Reads the control tokens of one part of an answer by their ids. A thought inside a section is told apart from the
 * section's text; a thought opened twice, closed twice or never closed ends with its part.
 */
export class DelimiterReader {
  private inThought = false

  constructor(
    private readonly part: 'thought' | 'section',
    private readonly ids: Delimiters,
  ) {}

  read(token: number): TokenUse {
    const { ends, thoughtOpen, thoughtClose } = this.ids
    if (ends.includes(token)) return 'end'
    if (token === thoughtClose && this.part === 'thought') return 'end'
    if (token === thoughtOpen || token === thoughtClose) {
      this.inThought = token === thoughtOpen && this.part === 'section'
      return 'skip'
    }
    return this.inThought ? 'thought' : 'show'
  }
}
