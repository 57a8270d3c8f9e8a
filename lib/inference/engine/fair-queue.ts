import 'server-only'

export interface Waiting {
  userId: string
}

/**
 * Order of service: each person in turn, first come first served within a person. Pure and synchronous.
 * `running` counts the runs each person has in service, so somebody already served waits behind somebody who is not.
 */
export function serviceOrder<W extends Waiting>(
  waiting: readonly W[],
  running: ReadonlyMap<string, number>,
): W[] {
  const taken = new Map(running)
  const ranked = waiting.map((item, arrival) => {
    const turn = taken.get(item.userId) ?? 0
    taken.set(item.userId, turn + 1)
    return { item, turn, arrival }
  })
  return ranked.sort((a, b) => a.turn - b.turn || a.arrival - b.arrival).map(({ item }) => item)
}
