import 'server-only'

/** A queue between the token loop, which never waits for its reader, and one reader. */
export class EventChannel<T> implements AsyncIterable<T> {
  private readonly items: T[] = []
  private wake: (() => void) | null = null
  private closed = false
  private failure: Error | null = null

  push(item: T): void {
    this.items.push(item)
    this.wake?.()
  }

  close(failure: Error | null = null): void {
    this.closed = true
    this.failure = failure
    this.wake?.()
  }

  /** Closes when the work has ended; a failed one reaches the reader as what `failureOf` makes of its error. */
  endWith(work: Promise<unknown>, failureOf: (error: unknown) => Error): void {
    work.then(
      () => {
        this.close()
      },
      (error: unknown) => {
        this.close(failureOf(error))
      },
    )
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      const item = this.items.shift()
      if (item !== undefined) yield item
      else if (this.failure) throw this.failure
      else if (this.closed) return
      else await new Promise<void>((resolve) => (this.wake = resolve))
    }
  }
}
