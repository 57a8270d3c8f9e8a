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

  constructor({ model, profile, delimiters }: SampledModel, seed: number) {
    const { sampling, minimumPartTokens } = profile
    this.minimum = minimumPartTokens
    const never = (...tokens: (number | null)[]): TokenBias => {
      const bias = new TokenBias(model.tokenizer)
      for (const token of tokens) if (token !== null) bias.set(token as Token, 'never')
      return bias
    }
    const { ends, thoughtOpen, thoughtClose } = delimiters
    const biases: Record<Phase, TokenBias> = {
      thought_held: never(...ends, thoughtOpen, thoughtClose),
      thought: never(thoughtOpen),
      section_held: never(...ends, thoughtOpen, thoughtClose),
      section: never(thoughtOpen, thoughtClose),
    }
    const { temperature, topK, topP, minP, repetition } = sampling
    const punishTokens = (): Token[] => this.written.slice(-(repetition?.lastTokens ?? 0))
    this.options = {
      temperature,
      topK,
      topP,
      minP,
      seed,
      ...(repetition ? { repeatPenalty: { penalty: repetition.penalty, punishTokens } } : {}),
      tokenBias: () => biases[this.phase],
    }
  }

  /** Called before each token: which part it belongs to and how many tokens that has. */
  step(part: 'thought' | 'section', writtenInPart: number): void {
    this.phase = writtenInPart < this.minimum ? `${part}_held` : part
  }

  /** Called after each token, for the repetition penalty. */
  sampled(token: Token): void {
    this.written.push(token)
  }
}
