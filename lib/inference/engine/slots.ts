import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import { serviceOrder } from '@/lib/inference/engine/fair-queue'

interface Ticket {
  userId: string
  grant: (slot: number) => void
  onPosition: (position: number, estimatedSeconds: number) => void
  lastPosition: number
}

/** Seconds a run is taken to last before any was measured. */
const FIRST_GUESS_SECONDS = 20

/** Hands out slots 0 … size-1, the lowest free one first, in fair order, and tells everybody who waits where they stand. */
export class Slots {
  private readonly free: number[]
  private readonly running = new Map<string, number>()
  private waiting: Ticket[] = []
  private meanSeconds = FIRST_GUESS_SECONDS

  constructor(
    private readonly size: number,
    private readonly maxWaiting: number,
  ) {
    this.free = Array.from({ length: size }, (_, slot) => slot)
  }

  get counts(): { running: number; waiting: number } {
    return { running: this.size - this.free.length, waiting: this.waiting.length }
  }

  /** Waits for a slot; null when the signal fired first. Throws AppError `queue_full`. */
  async acquire(
    userId: string,
    signal: AbortSignal,
    onPosition: Ticket['onPosition'],
  ): Promise<number | null> {
    if (signal.aborted) return null
    if (this.free.length === 0 && this.waiting.length >= this.maxWaiting) {
      throw new AppError('queue_full', { retryAfterSeconds: Math.ceil(this.meanSeconds) })
    }
    return new Promise((resolve) => {
      const leave = () => {
        this.waiting = this.waiting.filter((other) => other !== ticket)
        this.announce()
        resolve(null)
      }
      const grant = (slot: number) => {
        signal.removeEventListener('abort', leave)
        resolve(slot)
      }
      const ticket: Ticket = { userId, grant, onPosition, lastPosition: 0 }
      signal.addEventListener('abort', leave, { once: true })
      this.waiting.push(ticket)
      this.serve()
    })
  }

  /** Gives a slot back. `seconds` is how long it was in use. */
  release(userId: string, slot: number, seconds: number): void {
    const left = (this.running.get(userId) ?? 1) - 1
    if (left > 0) this.running.set(userId, left)
    else this.running.delete(userId)
    this.free.push(slot)
    this.free.sort((a, b) => a - b)
    this.meanSeconds = 0.7 * this.meanSeconds + 0.3 * seconds
    this.serve()
  }

  private serve(): void {
    while (this.free.length > 0) {
      const next = serviceOrder(this.waiting, this.running)[0]
      const slot = next ? this.free.shift() : undefined
      if (!next || slot === undefined) break
      this.waiting = this.waiting.filter((other) => other !== next)
      this.running.set(next.userId, (this.running.get(next.userId) ?? 0) + 1)
      next.grant(slot)
    }
    this.announce()
  }

  private announce(): void {
    serviceOrder(this.waiting, this.running).forEach((ticket, i) => {
      const position = i + 1
      if (ticket.lastPosition === position) return
      ticket.lastPosition = position
      ticket.onPosition(position, Math.ceil((position * this.meanSeconds) / this.size))
    })
  }
}
