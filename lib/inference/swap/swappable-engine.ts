import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import type {
  Engine,
  EngineStatus,
  ExtractRequest,
  ExtractResult,
  GenerateEvent,
  GenerateRequest,
  ModelText,
  PromptMeasure,
  SwapState,
} from '@/lib/inference/contract'
import type { EngineStats } from '@/lib/inference/engine-stats'

const LOOK_EVERY_MS = 200

export interface Startable extends Engine {
  start: () => unknown
}

/** What a swap came to: the new model answers, or the former one answers again, or none could be loaded. */
export type SwapResult = 'changed' | 'rolled_back' | 'failed'

interface Swap {
  /** Makes the next engine load the other model; told to the same function again with `false` when it must go back. */
  choose: (other: boolean) => void
  /** How long answers being written may go on, in milliseconds. */
  drainMs: number
}

/**
 * An engine whose model can be changed while the portal runs. A change stops admission, lets answers end, frees the
 * old model, loads the new one, and takes the old one back when that fails: two models rarely fit one GPU.
 */
export class SwappableEngine implements Engine {
  private phase: SwapState['phase'] = 'idle'
  private readonly running = new Set<AbortController>()
  private instructions: readonly ModelText[] = []

  private constructor(
    private readonly create: () => Startable,
    private current: Startable,
  ) {}

  /** Starts the first engine, which loads in the background. */
  static start(create: () => Startable): SwappableEngine {
    const first = create()
    void first.start()
    return new SwappableEngine(create, first)
  }

  swapState(): SwapState {
    return { phase: this.phase }
  }

  status(): EngineStatus {
    const status = this.current.status()
    return this.phase === 'idle' || status.state === 'stopped' ? status : { ...status, state: 'loading' }
  }

  stats(): EngineStats {
    return this.current.stats()
  }

  async measure(request: GenerateRequest): Promise<PromptMeasure> {
    this.requireIdle()
    return this.current.measure(request)
  }

  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateEvent> {
    this.requireIdle()
    const controller = new AbortController()
    this.running.add(controller)
    try {
      yield* this.current.generate(request, AbortSignal.any([signal, controller.signal]))
    } finally {
      this.running.delete(controller)
    }
  }

  async extract(request: ExtractRequest, signal: AbortSignal): Promise<ExtractResult> {
    this.requireIdle()
    const controller = new AbortController()
    this.running.add(controller)
    try {
      return await this.current.extract(request, AbortSignal.any([signal, controller.signal]))
    } finally {
      this.running.delete(controller)
    }
  }

  warm(instructions: readonly ModelText[]): void {
    this.instructions = instructions
    this.current.warm(instructions)
  }

  async release(conversationId: string): Promise<void> {
    await this.current.release(conversationId)
  }

  async shutdown(): Promise<void> {
    await this.current.shutdown()
  }

  /**
   * Changes the model. Resolves when a model answers again or none does. Throws AppError `conflict` while another
   * change runs.
   */
  async swap({ choose, drainMs }: Swap): Promise<SwapResult> {
    if (this.phase !== 'idle') throw new AppError('conflict')
    this.phase = 'draining'
    try {
      await this.drain(drainMs)
      this.phase = 'loading'
      choose(true)
      if (await this.replace()) return 'changed'
      this.phase = 'rolling_back'
      choose(false)
      return (await this.replace()) ? 'rolled_back' : 'failed'
    } finally {
      this.phase = 'idle'
    }
  }

  private async drain(drainMs: number): Promise<void> {
    const deadline = performance.now() + drainMs
    while (this.running.size > 0 && performance.now() < deadline) await pause()
    for (const controller of this.running) controller.abort()
    while (this.running.size > 0) await pause()
  }

  private async replace(): Promise<boolean> {
    await this.current.shutdown()
    const next = this.create()
    this.current = next
    await next.start()
    // An engine in a process of its own is started at once and tells later what became of it.
    while (next.status().state === 'loading') await pause()
    if (next.status().state !== 'ready') return false
    next.warm(this.instructions)
    return true
  }

  private requireIdle(): void {
    if (this.phase !== 'idle') throw new AppError('model_changing')
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
}
