import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import { OWN_WAITING_MAX } from '@/lib/inference/contract'
import { estimateWaits, secondsLeft } from '@/lib/inference/engine/estimate-wait'
import {
  backgroundSlots,
  isBackground,
  nextToServe,
  serviceOrder,
  type Waiting,
} from '@/lib/inference/engine/fair-queue'

/** Seconds and tokens a run is taken to need before any was measured. */
const FIRST_GUESS = { seconds: 20, tokens: 400 }
/** Least share of a new run in the running means: they are plain means until so many runs were measured. */
const NEW_SHARE = 0.3
/** How often those who wait hear a new estimate though nobody moved. */
const ANNOUNCE_EVERY_MS = 5000

type OnPosition = (position: number, estimatedSeconds: number) => void

interface Ticket extends Waiting {
  grant: (permit: Permit) => void
  onPosition: OnPosition
  lastPosition: number
  lastEstimate: number
  arrivedAt: number
}

/** The right to use one slot until it is released. */
export class Permit implements Waiting {
  readonly userId: string
  readonly departmentId: string | null
  readonly priority: Waiting['priority']
  /** Tokens written so far; the holder keeps it up to date. */
  tokens = 0
  private readonly preemption = new AbortController()

  constructor(
    ticket: Waiting,
    readonly startedAt: number,
    /** Gives the slot back; a second call does nothing. */
    readonly release: () => void,
  ) {
    this.userId = ticket.userId
    this.departmentId = ticket.departmentId
    this.priority = ticket.priority
  }

  /** Fires when the slot is wanted for a question; background work then stops and asks anew. */
  get preempted(): AbortSignal {
    return this.preemption.signal
  }

  preempt(): void {
    this.preemption.abort()
  }
}

/** Admits requests to the slots in fair order and tells everybody who waits where they stand. */
export class Admission {
  private readonly running = new Set<Permit>()
  private waiting: Ticket[] = []
  private readonly mean = { ...FIRST_GUESS }
  private measured = 0
  private timer: NodeJS.Timeout | null = null

  constructor(
    private readonly size: number,
    private readonly maxWaiting: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get counts(): { running: number; waiting: number } {
    return { running: this.running.size, waiting: this.waiting.length }
  }

  /** Questions being answered. */
  get live(): number {
    return [...this.running].filter((permit) => !isBackground(permit)).length
  }

  /** Seconds that a question asked now would wait, and that the one that waits longest has waited. */
  get waits(): { next: number; oldest: number } {
    const ahead = this.waiting.filter((ticket) => !isBackground(ticket)).length
    const oldest = Math.min(this.now(), ...this.waiting.map(({ arrivedAt }) => arrivedAt))
    return { next: Math.ceil(this.estimates(ahead + 1).at(-1) ?? 0), oldest: (this.now() - oldest) / 1000 }
  }

  /**
   * Waits for the right to a slot; null when the signal fired first. Throws AppError `queue_full` or
   * `own_queue_full`, each with the seconds after which to try again.
   */
  async acquire(asked: Waiting, signal: AbortSignal, onPosition: OnPosition): Promise<Permit | null> {
    if (signal.aborted) return null
    this.refuseWhenFull(asked)
    return new Promise((resolve) => {
      const leave = (): void => {
        this.waiting = this.waiting.filter((other) => other !== ticket)
        this.announce()
        resolve(null)
      }
      const grant = (permit: Permit): void => {
        signal.removeEventListener('abort', leave)
        resolve(permit)
      }
      const { userId, departmentId, priority } = asked
      const ticket: Ticket = {
        userId,
        departmentId,
        priority,
        grant,
        onPosition,
        lastPosition: 0,
        lastEstimate: 0,
        arrivedAt: this.now(),
      }
      signal.addEventListener('abort', leave, { once: true })
      this.waiting.push(ticket)
      this.serve()
    })
  }

  private refuseWhenFull(asked: Waiting): void {
    const background = isBackground(asked)
    if (this.running.size < this.size && !background) return
    const retryAfterSeconds = Math.max(1, Math.ceil(this.estimates(1)[0] ?? 0))
    const questions = this.waiting.filter((other) => !isBackground(other))
    const before = background ? this.waiting : questions
    if (before.length >= Math.max(this.maxWaiting, background ? 1 : 0)) {
      throw new AppError('queue_full', { retryAfterSeconds })
    }
    const own = questions.filter(({ userId }) => userId === asked.userId)
    if (!background && own.length >= OWN_WAITING_MAX) {
      const answered = [...this.running].filter((one) => !isBackground(one) && one.userId === asked.userId)
      throw new AppError('own_queue_full', { own: own.length + answered.length, retryAfterSeconds })
    }
  }

  private serve(): void {
    while (this.running.size < this.size) {
      const next = nextToServe(this.waiting, [...this.running], this.size)
      if (!next) break
      this.waiting = this.waiting.filter((other) => other !== next)
      const permit: Permit = new Permit(next, this.now(), () => {
        this.released(permit)
      })
      this.running.add(permit)
      next.grant(permit)
    }
    this.preempt()
    this.announce()
  }

  /** Background work that holds more slots than it may gives up those it got last. */
  private preempt(): void {
    const live = [...this.running, ...this.waiting].filter((one) => !isBackground(one)).length
    const staying = [...this.running].filter((one) => isBackground(one) && !one.preempted.aborted)
    for (const permit of staying.slice(backgroundSlots(this.size, live))) permit.preempt()
  }

  private released(permit: Permit): void {
    if (!this.running.delete(permit)) return
    const seconds = (this.now() - permit.startedAt) / 1000
    if (!isBackground(permit) && permit.tokens > 0) {
      this.measured += 1
      const share = Math.max(NEW_SHARE, 1 / this.measured)
      this.mean.seconds += share * (seconds - this.mean.seconds)
      this.mean.tokens += share * (permit.tokens - this.mean.tokens)
    }
    this.serve()
  }

  private estimates(count: number): number[] {
    const busy = [...this.running].map((permit) =>
      isBackground(permit)
        ? 0
        : secondsLeft(
            { elapsedSeconds: (this.now() - permit.startedAt) / 1000, tokens: permit.tokens },
            this.mean,
          ),
    )
    return estimateWaits({ busy, free: this.size - this.running.size, seconds: this.mean.seconds }, count)
  }

  private announce(): void {
    const order = serviceOrder(this.waiting, [...this.running])
    const estimates = this.estimates(order.length)
    order.forEach((ticket, i) => {
      const position = i + 1
      const estimate = Math.max(1, Math.round(estimates[i] ?? 0))
      const moved = ticket.lastPosition !== position
      if (!moved && Math.abs(estimate - ticket.lastEstimate) < Math.max(2, ticket.lastEstimate * 0.2)) return
      ticket.lastPosition = position
      ticket.lastEstimate = estimate
      ticket.onPosition(position, estimate)
    })
    this.keepAnnouncing()
  }

  private keepAnnouncing(): void {
    if (this.waiting.length > 0) {
      this.timer ??= setInterval(() => {
        this.announce()
      }, ANNOUNCE_EVERY_MS).unref()
    } else if (this.timer) {
      clearInterval(this.timer)
      this.timer = null
    }
  }
}
