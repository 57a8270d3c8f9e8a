import 'server-only'
import type { LlamaContextSequence, Token } from 'node-llama-cpp'
import type { StepPlanner } from '@/lib/inference/engine/step-planner'

/** Whose text a slot holds after the instructions. */
export interface SlotOwner {
  userId: string
  conversationId: string
}

/** A prompt and how many of its first tokens are trusted instructions, the same for everybody. */
export interface SlotPrompt {
  tokens: readonly Token[]
  shared: number
}

/** How many tokens two lists have in common at their beginning. */
export function commonPrefix(a: readonly number[], b: readonly number[]): number {
  const limit = Math.min(a.length, b.length)
  for (let i = 0; i < limit; i += 1) if (a[i] !== b[i]) return i
  return limit
}

/**
 * One sequence of the context, kept for the life of the model, with what it has read. The first `instructionTokens`
 * are trusted instructions that everybody shares; what follows belongs to `owner` and is reused for nobody else.
 */
export class SequenceSlot {
  owner: SlotOwner | null = null
  busy = false
  /** `performance.now()` of the last use; 0 when never used. */
  lastUsed = 0
  /** What the slot should have read by its next use; null when there is nothing to do. */
  goal: SlotPrompt | null = null
  private forgetWhenFree = false
  private instructionTokens = 0
  private last: Promise<unknown> = Promise.resolve()
  private queued = 0

  constructor(
    readonly index: number,
    readonly sequence: LlamaContextSequence,
    private readonly planner: StepPlanner,
  ) {}

  /** Tokens that are in the cache. */
  get tokens(): Token[] {
    return this.sequence.contextTokens
  }

  /** Runs work on this slot after all that was asked for before it. */
  async serial<T>(work: () => Promise<T>): Promise<T> {
    const before = this.last
    this.queued += 1
    const mine = (async () => {
      await before
      try {
        return await work()
      } finally {
        this.queued -= 1
      }
    })()
    this.last = mine.catch(() => undefined)
    return mine
  }

  /** True when other work waits for the work that runs on this slot. */
  get wanted(): boolean {
    return this.queued > 1
  }

  /** True when it holds no instructions yet. */
  get blank(): boolean {
    return this.owner === null && this.instructionTokens === 0
  }

  isOwnedBy(owner: SlotOwner | null): boolean {
    return (
      owner !== null &&
      this.owner?.userId === owner.userId &&
      this.owner.conversationId === owner.conversationId
    )
  }

  /**
   * Tokens of the prompt that need not be read again. For anybody but the owner that is the instructions at most. At
   * least one token is always left to read.
   */
  reusable({ tokens, shared }: SlotPrompt, owner: SlotOwner | null): number {
    const common = commonPrefix(this.tokens, tokens)
    const allowed = this.isOwnedBy(owner) ? common : Math.min(common, shared, this.instructionTokens)
    return Math.min(allowed, tokens.length - 1)
  }

  /** Drops all that the prompt cannot reuse, makes `owner` the owner, and returns how many tokens are left. */
  async prepare(prompt: SlotPrompt, owner: SlotOwner | null): Promise<number> {
    const kept = this.reusable(prompt, owner)
    await this.cut(kept)
    this.owner = owner
    this.instructionTokens = prompt.shared
    return kept
  }

  /** Drops what was read after the first `kept` tokens for nobody's sake. */
  async keep(kept: number): Promise<void> {
    await this.cut(kept)
  }

  /** Drops what differs from the owner's own prompt, for reading it ahead, and returns how many tokens are left. */
  async align({ tokens, shared }: SlotPrompt): Promise<number> {
    const kept = commonPrefix(this.tokens, tokens)
    await this.cut(kept)
    this.instructionTokens = Math.min(shared, tokens.length)
    return kept
  }

  /** Drops the text of a conversation: at once, or as soon as the answer being written has ended. */
  async release(conversationId: string): Promise<void> {
    if (this.owner?.conversationId !== conversationId) return
    if (this.busy) {
      this.forgetWhenFree = true
      return
    }
    await this.serial(() =>
      this.owner?.conversationId === conversationId ? this.forget() : Promise.resolve(),
    )
  }

  /** Ends a use: drops what must not stay. */
  async settle(): Promise<void> {
    if (this.forgetWhenFree || this.owner === null) await this.forget()
  }

  /** Drops the owner's text; the instructions stay. */
  async forget(): Promise<void> {
    this.owner = null
    this.goal = null
    this.forgetWhenFree = false
    await this.cut(this.instructionTokens)
  }

  /** Drops everything: after a failed step nobody knows what is in the cache. */
  async clear(): Promise<void> {
    this.owner = null
    this.goal = null
    this.forgetWhenFree = false
    this.instructionTokens = 0
    await this.cut(0)
  }

  /** Keeps the first `kept` tokens. Exact with a full cache of sliding-window layers (`swaFullCache`). */
  private async cut(kept: number): Promise<void> {
    const end = this.sequence.nextTokenIndex
    if (kept >= end) return
    await this.planner.gate.between(() => this.sequence.eraseContextTokenRanges([{ start: kept, end }]))
  }
}
