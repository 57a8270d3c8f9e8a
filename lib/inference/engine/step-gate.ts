import 'server-only'

/**
 * Lets work that needs the context for itself in between two steps. A dispatch of node-llama-cpp goes on, and keeps the
 * context locked, for as long as anything is queued; with two answers being written that is for ever. While the gate
 * is closed nobody queues, so the dispatch ends, the work gets the lock, and all go on.
 */
export class StepGate {
  private waiting = 0
  private opened = Promise.resolve()
  private open: () => void = () => undefined

  get closed(): boolean {
    return this.waiting > 0
  }

  /** Resolves when work may be queued. Check `closed` first: awaiting costs a turn in the next step. */
  async pass(): Promise<void> {
    while (this.closed) await this.opened
  }

  /** Runs `work` while nothing new is queued. Returns its result or throws its error. */
  async between<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting === 0) {
      this.opened = new Promise((resolve) => {
        this.open = resolve
      })
    }
    this.waiting += 1
    try {
      return await work()
    } finally {
      this.waiting -= 1
      if (this.waiting === 0) this.open()
    }
  }
}
