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

/** Renders Gemma 3's chat layout as tokens. Only the portal's own control words become control tokens. */
export class PromptRenderer {
  constructor(
    private readonly model: Tokeniser,
    private readonly profile: ModelProfile,
  ) {}

  /** Text from outside: whatever it spells, it becomes ordinary tokens. */
  text(text: string): Token[] {
    return text === '' ? [] : this.model.tokenize(text, false)
  }

  control(text: string): Token[] {
    return this.model.tokenize(text, true)
  }

  /** The single token of a control word, or null when the vocabulary has none. */
  controlToken(text: string): Token | null {
    const [token, ...more] = this.control(text)
    return token !== undefined && more.length === 0 ? token : null
  }

  private userTurn(text: string): Token[] {
    const { startOfTurn, endOfTurn } = this.profile.specialTokens
    return [
      ...this.control(startOfTurn),
      ...this.text('user\n'),
      ...this.text(text),
      ...this.control(endOfTurn),
      ...this.text('\n'),
    ]
  }

  private modelTurn({ answer }: PriorTurn, locale: Locale): Token[] {
    const { startOfTurn, endOfTurn } = this.profile.specialTokens
    const parts = SECTION_IDS.map((id) => `## ${sectionTitle(id, locale)}\n${answer[id] ?? ''}`)
    return [
      ...this.control(startOfTurn),
      ...this.text('model\n'),
      ...this.text(parts.join('\n\n')),
      ...this.control(endOfTurn),
      ...this.text('\n'),
    ]
  }

  /**
   * The prompt up to the open model turn. Gemma has no system role: the instructions stand at the head of the first
   * user turn (Gemma 3 chat template).
   */
  prompt(request: GenerateRequest, turns: readonly PriorTurn[]): Token[] {
    const bos = this.model.tokens.bos
    const asked = [...turns.map((turn) => turn.question), request.question]
    const tokens: Token[] = bos === null ? [] : [bos]
    asked.forEach((question, i) => {
      tokens.push(...this.userTurn(i === 0 ? `${request.system}\n\n${question}` : question))
      const turn = turns[i]
      if (turn) tokens.push(...this.modelTurn(turn, request.locale))
    })
    return [...tokens, ...this.control(this.profile.specialTokens.startOfTurn), ...this.text('model\n')]
  }

  /** The prompt of an extraction: trusted instruction, then the text, which cannot leave its turn. */
  extraction({ instruction, text }: ExtractRequest): Token[] {
    const bos = this.model.tokens.bos
    return [
      ...(bos === null ? [] : [bos]),
      ...this.userTurn(`${instruction}\n\n${text}`),
      ...this.control(this.profile.specialTokens.startOfTurn),
      ...this.text('model\n'),
    ]
  }

  /** What opens the thought: the model's own delimiter, or a heading for a model that has none. */
  thoughtOpening(locale: Locale): Token[] {
    if (this.profile.guidedThought) return this.text(`## ${sectionTitle('thought', locale)}\n`)
    return [...this.control(this.profile.specialTokens.thoughtOpen), ...this.text('thought\n')]
  }

  /** What closes the thought when the portal has to. */
  thoughtClosing(): Token[] {
    return this.profile.guidedThought ? [] : this.control(this.profile.specialTokens.thoughtClose)
  }

  sectionOpening(id: SectionId, locale: Locale): Token[] {
    return this.text(`\n\n## ${sectionTitle(id, locale)}\n`)
  }
}

/**
 * The turns that fit: the first one is the pinned case and always stays, then as many of the newest as there is room
 * for, each whole. `size` gives the tokens of a prompt with the given turns.
 */
export function turnsThatFit(
  turns: readonly PriorTurn[],
  room: number,
  size: (kept: readonly PriorTurn[]) => number,
): readonly PriorTurn[] {
  const [pinned, ...later] = turns
  if (!pinned) return []
  for (let dropped = 0; dropped < later.length; dropped += 1) {
    const kept = [pinned, ...later.slice(dropped)]
    if (size(kept) <= room) return kept
  }
  return [pinned]
}
