import 'server-only'
import type { Token } from 'node-llama-cpp'
import type { Vocabulary } from '@/lib/inference/engine/prompt/vocabulary'

/** A word in pointed or square brackets: what vocabularies use for control, and what markup looks like. */
const MARKUP = /^[<[].*[>\]]$/su

/**
 * Tokenises text from outside: whatever it spells, no control word comes out. llama.cpp turns user-defined words in
 * plain text into single tokens even when it is told not to read control words, so these are cut before it sees them.
 */
export class PlainText {
  private readonly words: ReadonlySet<string>
  private readonly ids: ReadonlySet<Token>
  private readonly firsts: ReadonlySet<string>
  private readonly lengths: readonly number[]

  /** `formatWords`: the control words of the prompt format, which need not look like markup. */
  constructor(
    private readonly vocabulary: Vocabulary,
    formatWords: readonly string[],
  ) {
    const reserved = [...vocabulary.special].filter(
      ([word]) => word.length > 1 && (formatWords.includes(word) || MARKUP.test(word)),
    )
    this.words = new Set(reserved.map(([word]) => word))
    this.ids = new Set(reserved.map(([, id]) => id))
    this.firsts = new Set(reserved.map(([word]) => word.charAt(0)))
    this.lengths = [...new Set(reserved.map(([word]) => word.length))]
  }

  /** Tokens of a text; none of them is a control word. */
  tokens(text: string): Token[] {
    return this.pieces(text).flatMap((piece) => this.pieceTokens(piece))
  }

  /** The text cut behind the first character of each control word, so that no piece holds one whole. */
  private pieces(text: string): string[] {
    const pieces: string[] = []
    let start = 0
    for (let i = 0; i < text.length; i += 1) {
      if (!this.firsts.has(text.charAt(i)) || !this.wordAt(text, i)) continue
      pieces.push(text.slice(start, i + 1))
      start = i + 1
    }
    pieces.push(text.slice(start))
    return pieces.filter((piece) => piece !== '')
  }

  private wordAt(text: string, at: number): boolean {
    return this.lengths.some((length) => this.words.has(text.slice(at, at + length)))
  }

  /** A tokeniser that normalises text might still find a word; letter by letter it cannot. */
  private pieceTokens(piece: string): Token[] {
    const tokens = this.vocabulary.tokenize(piece)
    if (!tokens.some((token) => this.ids.has(token))) return tokens
    return Array.from(piece).flatMap((letter) => this.vocabulary.tokenize(letter))
  }
}
