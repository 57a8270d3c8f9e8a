import 'server-only'
import type { LlamaModel, SequenceEvaluateOptions, Token } from 'node-llama-cpp'
import type { SequenceSlot } from '@/lib/inference/engine/sequence-slot'
import { priorityOf, type StepPlanner } from '@/lib/inference/engine/step-planner'

export type NextToken = { token: Token } | { end: 'aborted' | 'context_full' }

export interface TokenStreamOptions {
  slot: SequenceSlot
  planner: StepPlanner
  /** Tokens that the model reads before it writes; what the cache has already is left out. */
  prompt: readonly Token[]
  sampling: SequenceEvaluateOptions
  signal: AbortSignal
  /** Whether somebody waits for what is written. */
  work?: 'answer' | 'background'
}

/**
 * One answer being written, token by token. One sampler, and so one random sequence of the seed, serves the whole
 * answer, whatever the portal writes in between through `pending`.
 */
export class TokenStream {
  /** Tokens the model must read before it writes on: the prompt, headings, the last token sampled. */
  readonly pending: Token[]
  private iterator: AsyncGenerator<Token, void, Token | Token[] | undefined> | null = null
  private entered = false

  constructor(private readonly options: TokenStreamOptions) {
    this.pending = [...options.prompt]
  }

  /** Tokens that may still be read or written before the context is full. */
  get room(): number {
    const { sequence } = this.options.slot
    return sequence.contextSize - 1 - sequence.nextTokenIndex - this.pending.length
  }

  private get aborted(): boolean {
    return this.options.signal.aborted
  }

  /**
   * Reads what is pending and samples one token, which is then pending. An abort takes effect within one chunk of
   * reading or one token. Throws what llama.cpp throws when a step fails.
   */
  async next(): Promise<NextToken> {
    this.enter()
    await this.readAhead()
    if (this.aborted) return { end: 'aborted' }
    if (this.room < 0) return { end: 'context_full' }
    const { planner } = this.options
    if (planner.gate.closed) await planner.gate.pass()
    const feed = this.pending.splice(0)
    const { value } = this.iterator ? await this.iterator.next(feed) : await this.begin(feed)
    if (value === undefined) throw new Error('the sequence gave no token')
    this.pending.push(value)
    return { token: value }
  }

  /** Ends the answer. What is pending stays unread. */
  async close(): Promise<void> {
    await this.iterator?.return()
    if (this.entered) this.options.planner.leave(this.options.slot.index)
    this.entered = false
  }

  private enter(): void {
    if (this.entered) return
    this.entered = true
    this.options.planner.enter(this.options.slot.index, this.options.work)
  }

  private begin(feed: Token[]): Promise<IteratorResult<Token, void>> {
    const { slot, sampling } = this.options
    this.iterator = slot.sequence.evaluate(feed, {
      ...sampling,
      yieldEogToken: true,
      evaluationPriority: priorityOf(slot.index),
    })
    return this.iterator.next()
  }

  private async readAhead(): Promise<void> {
    const { slot, planner } = this.options
    for (;;) {
      const chunk = planner.chunkOf(slot.index)
      if (this.pending.length <= chunk || this.aborted || this.room < 0) return
      if (planner.gate.closed) await planner.gate.pass()
      await readTokens(slot, this.pending.splice(0, chunk))
    }
  }
}

/** Puts tokens into the cache of a slot without sampling. */
export function readTokens(slot: SequenceSlot, tokens: Token[]): Promise<void> {
  return slot.sequence.evaluateWithoutGeneratingNewTokens(tokens, {
    evaluationPriority: priorityOf(slot.index),
  })
}

/** Turns tokens into text, holding back bytes of an unfinished character. */
export class Detokeniser {
  private held: Token[] = []
  private before: Token[] = []

  constructor(private readonly model: Pick<LlamaModel, 'detokenize'>) {}

  push(token: Token): string {
    this.held.push(token)
    const text = this.model.detokenize(this.held, false, this.before)
    if (text.endsWith('\uFFFD') && this.held.length < 8) return ''
    this.before = [...this.before, ...this.held].slice(-4)
    this.held = []
    return text
  }
}
