import 'server-only'
import type { Token } from 'node-llama-cpp'
import {
  SECTION_IDS,
  type ExtractRequest,
  type GenerateRequest,
  type PriorTurn,
  type SectionId,
} from '@/lib/inference/contract'
import type { ModelProfile } from '@/lib/inference/engine/catalogue'
import { PlainText } from '@/lib/inference/engine/prompt/plain-text'
import { FORMATS, type PromptFormat } from '@/lib/inference/engine/prompt/prompt-format'
import type { Vocabulary } from '@/lib/inference/engine/prompt/vocabulary'
import type { Delimiters } from '@/lib/inference/engine/read-delimiter'
import { sectionTitle, THOUGHT_LEAD } from '@/lib/inference/engine/section-titles'
import type { Locale } from '@/lib/shared/locale'

/** A prompt in pieces that are kept or left out whole. */
export interface PromptPieces {
  /** Trusted instructions and what precedes them: the same for everybody. */
  shared: Token[]
  /** Each earlier question with its answer, oldest first. */
  turns: Token[][]
  /** The new question and the opening of the model's turn. */
  question: Token[]
}

/** Renders the chat layout of a model as tokens. Only the portal's own control words become control tokens. */
export class PromptRenderer {
  readonly delimiters: Delimiters
  private readonly format: PromptFormat
  private readonly plain: PlainText
  /** True when the model has delimiters for its thought and uses them by itself. */
  readonly thinks: boolean

  constructor(
    private readonly vocabulary: Vocabulary,
    { promptFormat, guidedThought }: Pick<ModelProfile, 'promptFormat' | 'guidedThought'>,
  ) {
    this.format = FORMATS[promptFormat]
    const { words, ends, thought } = this.format
    const { special } = vocabulary
    this.plain = new PlainText(vocabulary, [...words, thought.open, thought.close])
    this.delimiters = {
      ends: ends.flatMap((word) => special.get(word) ?? []),
      thoughtOpen: special.get(thought.open) ?? null,
      thoughtClose: special.get(thought.close) ?? null,
    }
    const delimited = this.delimiters.thoughtOpen !== null && this.delimiters.thoughtClose !== null
    this.thinks = delimited && !guidedThought
  }

  /** Text from outside: whatever it spells, it becomes ordinary tokens. */
  private text(text: string): Token[] {
    return text === '' ? [] : this.plain.tokens(text)
  }

  /** The portal's own pieces of the layout: a control word is its token, anything else is text. */
  private layout(pieces: readonly string[]): Token[] {
    return pieces.flatMap((piece) => {
      const token = this.format.words.includes(piece) ? this.vocabulary.special.get(piece) : undefined
      return token === undefined ? this.text(piece) : [token]
    })
  }

  private turn({ open, close }: PromptFormat['user'], text: string): Token[] {
    return [...this.layout(open), ...this.text(text), ...this.layout(close)]
  }

  private answer({ answer }: PriorTurn<string>, locale: Locale): Token[] {
    const parts = SECTION_IDS.map((id) => `## ${sectionTitle(id, locale)}\n${answer[id] ?? ''}`)
    return this.turn(this.format.model, parts.join('\n\n'))
  }

  /**
   * What every prompt with these instructions begins with: a system turn, or, in a format without one, the head of the
   * first user turn. Tokenised by themselves, so that no text after them changes their tokens.
   */
  instructions(system: string): Token[] {
    const { bos, beginsByItself } = this.vocabulary
    const { begins, system: role, user } = this.format
    const begin = bos !== null && (begins || beginsByItself) ? [bos] : []
    if (role) return [...begin, ...(system === '' ? [] : this.turn(role, system))]
    return [...begin, ...this.layout(user.open), ...this.text(system === '' ? '' : `${system}\n\n`)]
  }

  /** A user turn; where the format has no system role the instructions opened the first one already. */
  private asked(text: string, first: boolean): Token[] {
    const { user, system } = this.format
    return first && !system ? this.turn({ ...user, open: [] }, text) : this.turn(user, text)
  }

  /** The prompt of a question, up to the open model turn, in pieces. */
  question({ system, turns, question, locale }: GenerateRequest<string>): PromptPieces {
    return {
      shared: this.instructions(system),
      turns: turns.map((turn, i) => [...this.asked(turn.question, i === 0), ...this.answer(turn, locale)]),
      question: [...this.asked(question, turns.length === 0), ...this.layout(this.format.model.open)],
    }
  }

  /** The prompt of an extraction: trusted instruction, then the text, which cannot leave its turn. */
  extraction({ instruction, text }: Pick<ExtractRequest<string>, 'instruction' | 'text'>): PromptPieces {
    return {
      shared: this.instructions(instruction),
      turns: [],
      question: [...this.asked(text, true), ...this.layout(this.format.model.open)],
    }
  }

  /** What opens the thought: the model's own delimiter, or a heading for a model that has none. */
  thoughtOpening(locale: Locale): Token[] {
    const { thoughtOpen } = this.delimiters
    if (!this.thinks || thoughtOpen === null) {
      return this.text(`## ${sectionTitle('thought', locale)}\n${THOUGHT_LEAD[locale]}`)
    }
    return [thoughtOpen as Token, ...this.text(this.format.thought.lead)]
  }

  /** What closes the thought, however it ended. */
  thoughtClosing(): Token[] {
    const { thoughtClose } = this.delimiters
    return this.thinks && thoughtClose !== null ? [thoughtClose as Token] : []
  }

  /** What stands in a section already: written before, or quoted from a document; both untrusted. */
  given(text: string): Token[] {
    return this.text(text)
  }

  sectionOpening(id: SectionId, locale: Locale): Token[] {
    return this.text(`\n\n## ${sectionTitle(id, locale)}\n`)
  }
}
