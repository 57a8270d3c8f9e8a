import 'server-only'
import {
  TokenBias,
  type LlamaContextSequence,
  type LlamaModel,
  type SequenceEvaluateOptions,
  type Token,
} from 'node-llama-cpp'
import { repeatsItself } from '@/lib/inference/engine/repetition'
import { SectionText } from '@/lib/inference/engine/section-text'

/** Prompt tokens evaluated between two looks at the abort signal. */
const PREFILL_CHUNK = 256

export type PartEnd = 'finished' | 'budget' | 'repeated' | 'aborted' | 'context_full'

/** One running answer: its sequence, the tokens fed next, and how to sample. */
export interface Decoding {
  model: LlamaModel
  sequence: LlamaContextSequence
  /** Tokens that the model must read before it writes on: the prompt, headings, the last token sampled. */
  pending: Token[]
  sampling: SequenceEvaluateOptions
  signal: AbortSignal
}

export interface Part {
  budget: number
  /** Tokens the part has at least; until then no stop token is sampled. */
  minimum: number
  /** Tokens that end this part and are not shown; end-of-generation tokens always do. */
  stopTokens: ReadonlySet<Token>
  onText: (text: string) => void
  onToken: () => void
}

/** Makes the tokens that end a part impossible while it is shorter than its minimum. */
function holdOpen(model: LlamaModel, part: Part, written: readonly Token[]): () => TokenBias {
  const open = new TokenBias(model.tokenizer)
  for (const token of [...part.stopTokens, model.tokens.eos, model.tokens.eot]) {
    if (token !== null) open.set(token, 'never')
  }
  const free = new TokenBias(model.tokenizer)
  return () => (written.length < part.minimum ? open : free)
}

async function prefill({ sequence, pending, signal }: Decoding): Promise<boolean> {
  while (pending.length > PREFILL_CHUNK && !signal.aborted) {
    await sequence.evaluateWithoutGeneratingNewTokens(pending.splice(0, PREFILL_CHUNK))
  }
  return !signal.aborted
}

/** Turns tokens into text, holding back bytes of an unfinished character. */
class Detokeniser {
  private held: Token[] = []
  private readonly before: Token[] = []

  constructor(private readonly model: LlamaModel) {}

  push(token: Token): string {
    this.held.push(token)
    const text = this.model.detokenize(this.held, false, this.before.slice(-4))
    if (text.endsWith('\uFFFD') && this.held.length < 8) return ''
    this.before.push(...this.held)
    this.held = []
    return text
  }
}

/**
 * Lets the model write one part and says why it ended. Leaves in `decoding.pending` what the cache has not seen, so
 * the next part can follow. An abort takes effect within one chunk of prefill or one token.
 */
export async function decodePart(decoding: Decoding, part: Part): Promise<{ end: PartEnd; tokens: number }> {
  if (!(await prefill(decoding))) return { end: 'aborted', tokens: 0 }
  const { model, sequence, sampling, signal } = decoding
  const room = sequence.contextSize - sequence.nextTokenIndex - decoding.pending.length - 1
  const budget = Math.min(part.budget, room)
  if (budget <= 0) return { end: 'context_full', tokens: 0 }
  const text = new SectionText()
  const words = new Detokeniser(model)
  const written: Token[] = []
  const finish = (end: PartEnd) => {
    const rest = text.finish()
    if (rest !== '') part.onText(rest)
    return { end, tokens: written.length }
  }
  const feed = decoding.pending
  decoding.pending = []
  const tokenBias = holdOpen(model, part, written)
  for await (const token of sequence.evaluate(feed, { ...sampling, tokenBias, yieldEogToken: true })) {
    if (signal.aborted) return finish('aborted')
    if (model.isEogToken(token) || part.stopTokens.has(token)) return finish('finished')
    written.push(token)
    part.onToken()
    const shown = text.push(words.push(token))
    if (shown !== '') part.onText(shown)
    const end = text.ended
      ? 'finished'
      : repeatsItself(written)
        ? 'repeated'
        : written.length >= budget
          ? 'budget'
          : null
    if (end) {
      decoding.pending = [token]
      return finish(end)
    }
  }
  return finish('finished')
}
