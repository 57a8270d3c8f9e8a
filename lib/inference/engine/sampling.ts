import 'server-only'
import { TokenBias, type LlamaModel, type SequenceEvaluateOptions, type Token } from 'node-llama-cpp'
import type { ModelProfile } from '@/lib/inference/engine/catalogue'
import type { Delimiters } from '@/lib/inference/engine/read-delimiter'

/** Which control tokens the model may sample at the moment. */
type Phase = 'thought_held' | 'thought' | 'section_held' | 'section'

export interface SampledModel {
  model: LlamaModel
  profile: ModelProfile
  delimiters: Delimiters
}

/**
 * How the tokens of one answer are sampled: by the model's profile with one seed. In a section the delimiters of a
 * thought cannot be sampled, in a thought its opening cannot; a part shorter than its minimum cannot be ended by a
 * delimiter.
 */
export class AnswerSampling {
  readonly options: SequenceEvaluateOptions
  private phase: Phase = 'thought'
  private readonly minimum: number
  private readonly written: Token[] = []
  private atStart = false
  /** The words that parts began with. */
  private readonly starts: Token[] = []

  constructor(
    private readonly of: SampledModel,
    seed: number,
  ) {
    const { sampling, minimumPartTokens } = of.profile
    this.minimum = minimumPartTokens
    const { temperature, topK, topP, minP, repetition } = sampling
    const biases = this.biases()
    const punishTokens = (): Token[] => this.written.slice(-(repetition?.lastTokens ?? 0))
    this.options = {
      temperature,
      topK,
      topP,
      minP,
      seed,
      ...(repetition ? { repeatPenalty: { penalty: repetition.penalty, punishTokens } } : {}),
      tokenBias: () => (this.atStart && this.starts.length > 0 ? this.startBias() : biases[this.phase]),
    }
  }

  /** Called before each token: which part it belongs to and how many tokens that has. */
  step(part: 'thought' | 'section', writtenInPart: number): void {
    this.phase = writtenInPart < this.minimum ? `${part}_held` : part
    this.atStart = writtenInPart === 0
  }

  /** Called after each token, for the repetition penalty. */
  sampled(token: Token): void {
    this.written.push(token)
    const { model, profile } = this.of
    if (!this.atStart || !profile.sampling.freshStarts) return
    // A list may begin as another did: only words count.
    if (/\p{L}/u.test(model.detokenize([token]))) this.starts.push(token)
  }

  private biases(): Record<Phase, TokenBias> {
    const { ends, thoughtOpen, thoughtClose } = this.of.delimiters
    return {
      thought_held: this.never(...ends, thoughtOpen, thoughtClose),
      thought: this.never(thoughtOpen),
      section_held: this.never(...ends, thoughtOpen, thoughtClose),
      section: this.never(thoughtOpen, thoughtClose),
    }
  }

  private startBias(): TokenBias {
    const { ends, thoughtOpen, thoughtClose } = this.of.delimiters
    return this.never(...ends, thoughtOpen, thoughtClose, ...this.starts)
  }

  private never(...tokens: (number | null)[]): TokenBias {
    const bias = new TokenBias(this.of.model.tokenizer)
    for (const token of tokens) if (token !== null) bias.set(token as Token, 'never')
    return bias
  }
}
