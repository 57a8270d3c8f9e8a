import { PRIORITIES, type Priority } from '@/lib/inference/contract'

export interface Waiting {
  userId: string
  departmentId: string | null
  priority: Priority
}

/** Adds one to a key's count and returns the count before. */
function take(counts: Map<string, number>, key: string): number {
  const before = counts.get(key) ?? 0
  counts.set(key, before + 1)
  return before
}

function countBy(items: readonly Waiting[], key: (item: Waiting) => string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) take(counts, key(item))
  return counts
}

const departmentOf = ({ departmentId }: Waiting): string => departmentId ?? ''

/**
 * Order of service. A higher class goes first. Within a class each person has a turn before anybody has a second
 * one, among equals each department, then first come first served. What somebody has in service counts as a turn
 * taken. Pure and synchronous.
 */
export function serviceOrder<W extends Waiting>(waiting: readonly W[], running: readonly Waiting[]): W[] {
  return PRIORITIES.flatMap((priority) => {
    const people = countBy(running, ({ userId }) => userId)
    const departments = countBy(running, departmentOf)
    const turns = waiting
      .filter((item) => item.priority === priority)
      .map((item, arrival) => ({ item, turn: take(people, item.userId), arrival }))
      .sort((a, b) => a.turn - b.turn || a.arrival - b.arrival)
    return turns
      .map((entry) => ({ ...entry, departmentTurn: take(departments, departmentOf(entry.item)) }))
      .sort((a, b) => a.turn - b.turn || a.departmentTurn - b.departmentTurn || a.arrival - b.arrival)
      .map(({ item }) => item)
  })
}

/** Share of the slots that background work may have while people ask, and one at least if any is left. */
const BACKGROUND_SHARE = 0.25

export const isBackground = ({ priority }: Waiting): boolean => priority === 'background'

/**
 * Slots that background work may hold while `live` questions run or wait: all but one when nobody asks, so that the
 * next question finds a warm slot at once; none when all ask.
 */
export function backgroundSlots(size: number, live: number): number {
  if (live === 0) return Math.max(1, size - 1)
  return Math.max(0, Math.min(size - live, Math.max(1, Math.floor(size * BACKGROUND_SHARE))))
}

/**
 * Who gets the next free slot; null when it is better kept free. Background work gets one only while no question
 * waits and it has less than `backgroundSlots`.
 */
export function nextToServe<W extends Waiting>(
  waiting: readonly W[],
  running: readonly Waiting[],
  size: number,
): W | null {
  const [first] = serviceOrder(waiting, running)
  if (!first || !isBackground(first)) return first ?? null
  const background = running.filter(isBackground).length
  return background < backgroundSlots(size, running.length - background) ? first : null
}
