import 'server-only'
import type { Token } from 'node-llama-cpp'
import type { SequenceSlot, SlotPrompt } from '@/lib/inference/engine/sequence-slot'
import type { StepPlanner } from '@/lib/inference/engine/step-planner'
import { readTokens } from '@/lib/inference/engine/token-stream'

/** Nobody asks a follow-up sooner; somebody else's question that comes at once finds no reading in its way. */
const QUIET_MS = 500

/**
 * Reads into idle slots what their next use will need: the instructions, and after an answer the conversation without
 * its thought, so that a follow-up has only its own words to read. Works while nobody is served, chunk by chunk.
 */
export class ReadAhead {
  /** Instructions for slots that have none. */
  instructions: readonly Token[] = []
  private reading = false
  private quiet: NodeJS.Timeout | null = null
  private stopped = false

  constructor(
    private readonly slots: readonly SequenceSlot[],
    private readonly planner: StepPlanner,
    private readonly idle: () => boolean,
  ) {}

  /** True while a slot has something left to read. */
  get pending(): boolean {
    return this.slots.some((slot) => this.goalOf(slot) !== null)
  }

  /** Something was freed or is to be read: reading begins when it has been quiet for a moment. Returns at once. */
  wake(): void {
    if (this.stopped) return
    if (this.quiet) clearTimeout(this.quiet)
    this.quiet = setTimeout(() => {
      this.begin()
    }, QUIET_MS)
  }

  stop(): void {
    this.stopped = true
    if (this.quiet) clearTimeout(this.quiet)
  }

  private begin(): void {
    if (this.reading || this.stopped) return
    this.reading = true
    void this.readAll().finally(() => {
      this.reading = false
    })
  }

  private goalOf(slot: SequenceSlot): SlotPrompt | null {
    if (slot.busy) return null
    if (slot.goal) return slot.goal
    const { instructions } = this
    return slot.blank && instructions.length > 0
      ? { tokens: instructions, shared: instructions.length }
      : null
  }

  private async readAll(): Promise<void> {
    while (!this.stopped && this.idle()) {
      const slot = this.slots.find((candidate) => this.goalOf(candidate) !== null)
      if (!slot) return
      try {
        await slot.serial(() => this.readChunk(slot))
      } catch {
        // A step that fails here fails again when the slot is used, and is told there.
        await slot.serial(() => slot.clear()).catch(() => undefined)
        return
      }
    }
  }

  private async readChunk(slot: SequenceSlot): Promise<void> {
    const goal = this.goalOf(slot)
    if (!goal) return
    slot.goal = goal
    const { tokens } = goal
    const read = await slot.align(goal)
    this.planner.enter(slot.index, 'background')
    try {
      const chunk = tokens.slice(read, read + this.planner.chunkOf(slot.index))
      if (chunk.length > 0) await readTokens(slot, chunk)
    } finally {
      this.planner.leave(slot.index)
    }
    if (slot.tokens.length >= tokens.length && slot.goal === goal) slot.goal = null
  }
}
