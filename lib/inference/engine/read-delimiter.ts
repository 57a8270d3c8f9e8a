/** Ids of the control tokens that can appear in an answer; null where the vocabulary has none. */
export interface Delimiters {
  startOfTurn: number | null
  endOfTurn: number | null
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
    const { startOfTurn, endOfTurn, thoughtOpen, thoughtClose } = this.ids
    if (token === startOfTurn || token === endOfTurn) return 'end'
    if (token === thoughtClose && this.part === 'thought') return 'end'
    if (token === thoughtOpen || token === thoughtClose) {
      this.inThought = token === thoughtOpen && this.part === 'section'
      return 'skip'
    }
    return this.inThought ? 'thought' : 'show'
  }
}
