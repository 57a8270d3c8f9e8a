/**
 * Idle slots between busy ones that should read along, so that the numbers of a step rise by one without a gap and
 * the weights are read once. A gap that is wider than the number of busy slots is left: reading along in all of it
 * would cost more than one more micro-batch. `isIdle` tells whether a slot can read along.
 */
export function slotsToBridge(busy: readonly number[], isIdle: (slot: number) => boolean): number[] {
  const sorted = [...busy].sort((a, b) => a - b)
  return sorted.slice(1).flatMap((slot, i) => {
    const before = sorted[i] ?? slot
    const gap = Array.from({ length: slot - before - 1 }, (_, offset) => before + 1 + offset)
    return gap.length <= sorted.length && gap.every(isIdle) ? gap : []
  })
}
