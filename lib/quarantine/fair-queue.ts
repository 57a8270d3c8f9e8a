interface Waiting<T> {
  person: string
  item: T
}

/** What waits, in turn by person: who asked for a hundred things waits no shorter and no longer than who asked for one. */
export class FairQueue<T> {
  /** In the order in which each person's turn comes. */
  private readonly queues = new Map<string, T[]>()

  /** How much waits, of one person or in all. */
  count(person?: string): number {
    if (person !== undefined) return this.queues.get(person)?.length ?? 0
    return [...this.queues.values()].reduce((sum, { length }) => sum + length, 0)
  }

  add(person: string, item: T): void {
    const queue = this.queues.get(person)
    if (queue) queue.push(item)
    else this.queues.set(person, [item])
  }

  /** The oldest item of the first person in turn for whom `may` holds, who then goes to the end; null when there is none. */
  next(may: (person: string) => boolean = () => true): Waiting<T> | null {
    for (const [person, queue] of this.queues) {
      if (!may(person)) continue
      const item = queue.shift()
      this.queues.delete(person)
      if (queue.length > 0) this.queues.set(person, queue)
      return item === undefined ? null : { person, item }
    }
    return null
  }

  remove(person: string, item: T): void {
    const rest = this.queues.get(person)?.filter((one) => one !== item) ?? []
    if (rest.length > 0) this.queues.set(person, rest)
    else this.queues.delete(person)
  }
}
