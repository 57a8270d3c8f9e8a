import 'server-only'
import { AppError } from '@/lib/errors/app-error'

const LOOK_EVERY_MS = 1000

export interface Watched {
  /** True while somebody waits for a step to finish. */
  working: () => boolean
  /** `performance.now()` of the last sign of life. */
  lastProgress: () => number
  onStall: () => void
}

/**
 * Ends what waits for a step that does not finish. A step of llama.cpp cannot be interrupted: its slot stays taken
 * until it returns, but whoever asked hears so.
 */
export class Watchdog {
  private stalled = false
  private readonly waiting = new Set<(error: AppError) => void>()
  private readonly timer: NodeJS.Timeout

  constructor(
    private readonly seconds: number,
    private readonly watched: Watched,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.timer = setInterval(() => {
      this.look()
    }, LOOK_EVERY_MS).unref()
  }

  /** The limit, from a stall until a step finishes again; else null. */
  get stalledSeconds(): number | null {
    return this.stalled ? this.seconds : null
  }

  /** Settles as `work` does, or throws AppError `model_stalled` when no step finishes in time. */
  async guard<T>(work: Promise<T>): Promise<T> {
    let bark: (error: AppError) => void = () => undefined
    const stall = new Promise<never>((_, reject) => {
      bark = reject
    })
    this.waiting.add(bark)
    try {
      return await Promise.race([work, stall])
    } finally {
      this.waiting.delete(bark)
    }
  }

  /** Called every second. */
  look(): void {
    const silent = this.watched.working() && this.now() - this.watched.lastProgress() > this.seconds * 1000
    if (silent && !this.stalled) {
      this.watched.onStall()
      for (const bark of this.waiting) bark(new AppError('model_stalled', { seconds: this.seconds }))
    }
    this.stalled = silent
  }

  stop(): void {
    clearInterval(this.timer)
  }
}
