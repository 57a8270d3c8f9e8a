import 'server-only'
import type { LlamaModel, Token } from 'node-llama-cpp'
import {
  SECTION_IDS,
  type ExtractRequest,
  type GenerateRequest,
  type PriorTurn,
  type SectionId,
} from '@/lib/inference/contract'
import type { ModelProfile } from '@/lib/inference/engine/manifest'
import type { Delimiters } from '@/lib/inference/engine/read-delimiter'
import type { Locale } from '@/lib/shared/locale'

const TITLES: Record<Locale, Record<SectionId | 'thought', string>> = {
  'zh-CN': {
    thought: '推理',
    definition: '定义',
    mechanism: '机制',
    differential: '鉴别',
    recommendation: '建议',
  },
  en: {
    thought: 'Reasoning',
    definition: 'Definition',
    mechanism: 'Mechanism',
    differential: 'Differential',
    recommendation: 'Recommendation',
  },
}

/** The heading of an answer part in the language of the answer. */
export function sectionTitle(id: SectionId | 'thought', locale: Locale): string {
  return TITLES[locale][id]
}

type Tokeniser = Pick<LlamaModel, 'tokenize' | 'tokens'>

/** A prompt in pieces that are kept or left out whole. */
export interface PromptPieces {
  /** Trusted instructions and what precedes them: the same for everybody. */
  shared: Token[]
  /** Each earlier question with its answer, oldest first. */
  turns: Token[][]
  /** The new question and the opening of the model's turn. */
  question: Token[]
}

/** Renders Gemma 3's chat layout as tokens. Only the portal's own control words become control tokens. */
export class PromptRenderer {
  readonly delimiters: Delimiters
  /** True when the model has delimiters for its thought and uses them by itself. */
  private readonly thinks: boolean

  constructor(
    private readonly model: Tokeniser,
    private readonly profile: ModelProfile,
  ) {
    const { startOfTurn, endOfTurn, thoughtOpen, thoughtClose } = profile.specialTokens
    this.delimiters = {
      startOfTurn: this.controlToken(startOfTurn),
      endOfTurn: this.controlToken(endOfTurn),
      thoughtOpen: this.controlToken(thoughtOpen),
      thoughtClose: this.controlToken(thoughtClose),
    }
    const delimited = this.delimiters.thoughtOpen !== null && this.delimiters.thoughtClose !== null
    this.thinks = delimited && !profile.guidedThought
  }

  /** Text from outside: whatever it spells, it becomes ordinary tokens. */
  private text(text: string): Token[] {
    return text === '' ? [] : this.model.tokenize(text, false)
  }

  private control(text: string): Token[] {
    return this.model.tokenize(text, true)
  }

  /** The single token of a control word, or null when the vocabulary has none. */
  private controlToken(text: string): Token | null {
    const [token, ...more] = this.control(text)
    return token !== undefined && more.length === 0 ? token : null
  }

  private openTurn(role: 'user' | 'model'): Token[] {
    return [...this.control(this.profile.specialTokens.startOfTurn), ...this.text(`${role}\n`)]
  }

  private closeTurn(): Token[] {
    return [...this.control(this.profile.specialTokens.endOfTurn), ...this.text('\n')]
  }

  private answer({ answer }: PriorTurn, locale: Locale): Token[] {
    const parts = SECTION_IDS.map((id) => `## ${sectionTitle(id, locale)}\n${answer[id] ?? ''}`)
    return [...this.openTurn('model'), ...this.text(parts.join('\n\n')), ...this.closeTurn()]
  }

  /**
   * What every prompt with these instructions begins with. Gemma has no system role: the instructions stand at the
   * head of the first user turn (Gemma 3 chat template). They are tokenised by themselves, so that no text after them
   * changes their tokens.
   */
  instructions(system: string): Token[] {
    const bos = this.model.tokens.bos
    return [
      ...(bos === null ? [] : [bos]),
      ...this.openTurn('user'),
      ...this.text(system === '' ? '' : `${system}\n\n`),
    ]
  }

  /** The prompt of a question, up to the open model turn, in pieces. */
  question({ system, turns, question, locale }: GenerateRequest): PromptPieces {
    const asked = (text: string, i: number): Token[] => [
      ...(i === 0 ? [] : this.openTurn('user')),
      ...this.text(text),
      ...this.closeTurn(),
    ]
    return {
      shared: this.instructions(system),
      turns: turns.map((turn, i) => [...asked(turn.question, i), ...this.answer(turn, locale)]),
      question: [...asked(question, turns.length), ...this.openTurn('model')],
    }
  }

  /** The prompt of an extraction: trusted instruction, then the text, which cannot leave its turn. */
  extraction({ instruction, text }: ExtractRequest): PromptPieces {
    return {
      shared: this.instructions(instruction),
      turns: [],
      question: [...this.text(text), ...this.closeTurn(), ...this.openTurn('model')],
    }
  }

  /** What opens the thought: the model's own delimiter, or a heading for a model that has none. */
  thoughtOpening(locale: Locale): Token[] {
    if (!this.thinks) return this.text(`## ${sectionTitle('thought', locale)}\n`)
    return [...this.control(this.profile.specialTokens.thoughtOpen), ...this.text('thought\n')]
  }

  /** What closes the thought, however it ended. */
  thoughtClosing(): Token[] {
    return this.thinks ? this.control(this.profile.specialTokens.thoughtClose) : []
  }

  sectionOpening(id: SectionId, locale: Locale): Token[] {
    return this.text(`\n\n## ${sectionTitle(id, locale)}\n`)
  }
}
