/** What is known of a slot when a request looks for one. */
export interface SlotView {
  index: number
  busy: boolean
  /** Prompt tokens that the slot has already read and may be reused for this request. */
  reusable: number
  /** True when another conversation's text would be dropped. */
  evicts: boolean
  /** Instructions it holds that this request cannot use and the next one could, in tokens; 0 where it evicts. */
  drops: number
  /** When it was last used; larger is later. */
  lastUsed: number
}

export interface SlotCosts {
  /** Milliseconds to read one prompt token. */
  readMs: number
  /** Milliseconds that one more micro-batch adds to a step. */
  microBatchMs: number
  /** Tokens that the request is expected to write. */
  expectedTokens: number
}

/** Runs of neighbours among the numbers: how many micro-batches their decode steps take. */
function runsOf(slots: readonly number[]): number {
  const held = new Set(slots)
  return slots.filter((slot) => !held.has(slot - 1)).length
}

/**
 * The free slot that costs least: what has to be read again, against the micro-batches that a gap between busy slots
 * adds to every step. Among equals one without a conversation, then the one that loses least, then the one not used for longest, then the lowest number. Null when
 * all are busy.
 */
export function chooseSlot(slots: readonly SlotView[], costs: SlotCosts): number | null {
  const busy = slots.filter((slot) => slot.busy).map(({ index }) => index)
  const cost = ({ index, reusable }: SlotView) =>
    runsOf([...busy, index]) * costs.microBatchMs * costs.expectedTokens - reusable * costs.readMs
  const free = slots.filter((slot) => !slot.busy)
  const [best] = free.sort(
    (a, b) =>
      cost(a) - cost(b) ||
      Number(a.evicts) - Number(b.evicts) ||
      a.drops - b.drops ||
      a.lastUsed - b.lastUsed ||
      a.index - b.index,
  )
  return best?.index ?? null
}
