import 'server-only'
import type { Token } from 'node-llama-cpp'
import { slotsToBridge } from '@/lib/inference/engine/bridge-gaps'
import type { SequenceSlot } from '@/lib/inference/engine/sequence-slot'
import { priorityOf, type StepPlanner } from '@/lib/inference/engine/step-planner'

/** Tokens after which a slot that reads along is cut back to what it held. */
const ALONG_MOST = 256

/**
 * Lets idle slots between busy ones read a meaningless token in each step. On a GPU a step is one read of the weights
 * per micro-batch, and a gap in the numbers makes two of one: a token more in the batch costs next to nothing, a
 * second read as much as the first. What a slot read so stands behind what it held, matches no prompt, and is cut off
 * by its next use.
 */
class GapBridge {
  private readonly along = new Set<number>()

  constructor(
    private readonly slots: readonly SequenceSlot[],
    private readonly planner: StepPlanner,
    private readonly filler: Token,
  ) {}

  private needed(): number[] {
    const idle = (index: number): boolean => this.slots[index]?.busy === false
    return slotsToBridge(this.planner.answering, idle)
  }

  /** Starts what is needed; what is not needed any more ends by itself. */
  update(): void {
    for (const index of this.needed()) {
      const slot = this.slots[index]
      if (!slot || this.along.has(index)) continue
      this.along.add(index)
      void slot
        .serial(() => this.readAlong(slot))
        .then(
          () => {
            this.along.delete(index)
            this.update()
          },
          async () => {
            // A step that fails is told to those who asked for it.
            await slot.serial(() => slot.clear()).catch(() => undefined)
            this.along.delete(index)
          },
        )
    }
  }

  private async readAlong(slot: SequenceSlot): Promise<void> {
    const { sequence, index } = slot
    const held = sequence.nextTokenIndex
    const tokens = sequence.evaluate([this.filler], {
      temperature: 0,
      yieldEogToken: true,
      evaluationPriority: priorityOf(index),
    })
    const wanted = (): boolean =>
      !slot.wanted &&
      this.needed().includes(index) &&
      sequence.nextTokenIndex < Math.min(held + ALONG_MOST, sequence.contextSize - 2)
    this.planner.enter(index, 'along')
    try {
      while (wanted()) {
        if (this.planner.gate.closed) await this.planner.gate.pass()
        await tokens.next(this.filler)
      }
    } finally {
      await tokens.return()
      this.planner.leave(index)
    }
    await slot.keep(held)
  }
}

/** Makes idle slots of a context read along from now on. `filler` is any token of the vocabulary. */
export function bridgeGaps(slots: readonly SequenceSlot[], planner: StepPlanner, filler: Token): void {
  const bridge = new GapBridge(slots, planner, filler)
  planner.onChange = () => {
    bridge.update()
  }
}
