import 'server-only'
import type { ChildProcess } from 'node:child_process'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors/app-error'
import { onMessage, startChild, type ConfinedChild } from '@/lib/inference/child/child-process'
import type { Confinement } from '@/lib/inference/child/confine'
import type { FromChild, ToChild } from '@/lib/inference/child/protocol'
import { planRestart } from '@/lib/inference/child/restart-plan'
import type {
  Engine,
  EngineNotice,
  EngineStatus,
  ExtractRequest,
  ExtractResult,
  GenerateEvent,
  GenerateRequest,
  ModelText,
  PromptMeasure,
} from '@/lib/inference/contract'
import type { EngineStats } from '@/lib/inference/engine-stats'
import { EventChannel } from '@/lib/inference/engine/event-channel'
import { generationFailure } from '@/lib/inference/engine/generation-failure'
import { logger } from '@/lib/logging/logger'
import { MINUTE } from '@/lib/shared/durations'
import { usageOf } from '@/lib/shared/process-usage'

const WATCH_EVERY_MS = 1000

type Question = Extract<ToChild, { type: 'generate' | 'extract' | 'measure' | 'release' }>

interface Call {
  question: Question
  /** True once the model works on it: a crash then ends it, while a waiting one is asked again. */
  begun: boolean
  onEvent: (event: GenerateEvent) => void
  resolve: (value: PromptMeasure | ExtractResult | null) => void
  reject: (error: AppError) => void
}

const LOADING: EngineStatus = {
  state: 'loading',
  failure: null,
  model: { id: '', name: '', sha256: '', standing: 'unreleased', binding: null, contextTokens: 0 },
  gpu: { ok: true, name: null, vramTotalMiB: 0, vramUsedMiB: 0, mode: 'cpu' },
  cpuThreads: 1,
  placement: null,
  notices: [],
  queue: { running: 0, waiting: 0, estimatedSeconds: 0 },
}

/** What an administrator is told where the process is not kept apart as it should be. */
const UNCONFINED: Readonly<Record<Confinement, EngineNotice | null>> = {
  full: null,
  same_user: { code: 'engine_same_user', params: {} },
  none: { code: 'engine_unconfined', params: {} },
}

/**
 * The llama.cpp engine in a process of its own. When that process dies, hangs or takes too much memory it is started
 * again; answers being written get a clear error, and those that wait keep their place.
 */
export class ChildEngine implements Engine {
  private child: ChildProcess | null = null
  private confinement: Confinement = 'full'
  private told: EngineStatus = LOADING
  private toldStats: EngineStats | null = null
  private calls = new Map<number, Call>()
  private nextCall = 0
  private crashes: number[] = []
  private instructions: readonly ModelText[] = []
  private stopping = false
  private lastSign = performance.now()
  private readonly watch: NodeJS.Timeout

  constructor(
    private readonly launch: () => ConfinedChild = startChild,
    private readonly plan = planRestart,
  ) {
    this.watch = setInterval(() => {
      this.look()
    }, WATCH_EVERY_MS).unref()
  }

  /** Starts the process. It loads the model by itself; `status` tells when it is ready. */
  start(): void {
    const { child, confinement } = this.launch()
    this.child = child
    this.confinement = confinement
    this.lastSign = performance.now()
    onMessage(child, (message) => {
      if (child === this.child) this.onMessage(message)
    })
    child.once('exit', () => {
      if (child === this.child) this.onExit()
    })
    child.once('error', () => {
      if (child === this.child && child.pid === undefined) this.onExit()
    })
  }

  status(): EngineStatus {
    const notice = UNCONFINED[this.confinement]
    return notice ? { ...this.told, notices: [...this.told.notices, notice] } : this.told
  }

  stats(): EngineStats {
    if (!this.toldStats) throw new AppError('model_loading')
    const faults = { ...this.toldStats.faults, restarts: this.crashes.length }
    return { ...this.toldStats, faults }
  }

  async measure(request: GenerateRequest): Promise<PromptMeasure> {
    this.requireReady()
    return (await this.ask({ type: 'measure', call: this.number(), request })) as PromptMeasure
  }

  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerateEvent> {
    this.requireReady()
    const channel = new EventChannel<GenerateEvent>()
    const call = this.number()
    const ended = this.ask({ type: 'generate', call, request }, signal, (event) => {
      channel.push(event)
    })
    channel.endWith(ended, generationFailure)
    yield* channel
  }

  async extract(request: ExtractRequest, signal: AbortSignal): Promise<ExtractResult> {
    this.requireReady()
    return (await this.ask({ type: 'extract', call: this.number(), request }, signal)) as ExtractResult
  }

  warm(instructions: readonly ModelText[]): void {
    this.instructions = instructions
    if (this.told.state === 'ready') this.send({ type: 'warm', instructions })
  }

  async release(conversationId: string): Promise<void> {
    if (this.told.state !== 'ready') return
    await this.ask({ type: 'release', call: this.number(), conversationId }).catch(() => undefined)
  }

  async shutdown(): Promise<void> {
    this.stopping = true
    clearInterval(this.watch)
    const { child } = this
    this.told = { ...this.told, state: 'stopped' }
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    this.send({ type: 'shutdown' })
    const force = setTimeout(() => child.kill('SIGKILL'), 5000).unref()
    await gone
    clearTimeout(force)
  }

  private number(): number {
    return (this.nextCall += 1)
  }

  private send(message: ToChild): void {
    // A process that just died takes no message; its end is handled where it is told.
    if (this.child?.connected) this.child.send(message, () => undefined)
  }

  private ask(
    question: Question,
    signal?: AbortSignal,
    onEvent: Call['onEvent'] = () => undefined,
  ): Promise<PromptMeasure | ExtractResult | null> {
    const { call } = question
    const abort = () => {
      this.send({ type: 'abort', call })
    }
    const ended = new Promise<PromptMeasure | ExtractResult | null>((resolve, reject) => {
      this.calls.set(call, { question, begun: false, onEvent, resolve, reject })
    })
    this.send(question)
    if (signal?.aborted) abort()
    signal?.addEventListener('abort', abort, { once: true })
    return ended.finally(() => {
      this.calls.delete(call)
      signal?.removeEventListener('abort', abort)
    })
  }

  private onMessage(message: FromChild): void {
    this.lastSign = performance.now()
    if (message.type === 'status') {
      const wasReady = this.told.state === 'ready'
      this.told = message.status
      this.toldStats = message.stats
      if (!wasReady && message.status.state === 'ready') {
        this.send({ type: 'warm', instructions: this.instructions })
        this.askAgain()
      }
      return
    }
    const call = this.calls.get(message.call)
    if (!call) return
    if (message.type === 'event') {
      call.begun ||= message.event.type === 'started'
      call.onEvent(message.event)
    } else if (message.type === 'end') call.resolve(message.value)
    else call.reject(new AppError(message, message.params))
  }

  /** Puts what waited when the process died to the new one, in the order in which it was asked. */
  private askAgain(): void {
    for (const { question } of this.calls.values()) this.send(question)
  }

  private onExit(): void {
    this.child = null
    for (const call of this.calls.values()) {
      if (call.begun || call.question.type !== 'generate') call.reject(new AppError('engine_restarted'))
    }
    if (this.stopping) return
    this.crashes.push(performance.now())
    const { delayMs, down } = this.plan(this.crashes)
    logger.error('the engine process ended', { component: 'engine', count: this.crashes.length })
    if (down) {
      const notice = { code: 'engine_crash_loop', params: { minutes: Math.round(delayMs / MINUTE) } } as const
      this.told = { ...this.told, state: 'failed', failure: 'crash_loop', notices: [notice] }
      for (const call of this.calls.values()) call.reject(new AppError('model_unavailable'))
    } else {
      this.told = {
        ...this.told,
        state: 'loading',
        notices: [],
        queue: { running: 0, waiting: this.calls.size, estimatedSeconds: 0 },
      }
    }
    setTimeout(() => {
      if (!this.stopping) this.start()
    }, delayMs).unref()
  }

  private look(): void {
    const { child } = this
    if (!child?.pid) return
    const limit = env().ENGINE_MEMORY_MIB
    const resident = limit === undefined ? null : (usageOf(child.pid)?.residentMiB ?? null)
    if (limit !== undefined && resident !== null && resident > limit) {
      logger.error('the engine process is over its memory limit', {
        component: 'engine',
        count: Math.round(resident),
      })
      child.kill('SIGKILL')
      return
    }
    // A step of llama.cpp cannot be interrupted from inside its process.
    if (this.told.notices.some(({ code }) => code === 'stalled')) {
      logger.error('the engine process finishes no step', { component: 'engine' })
      child.kill('SIGKILL')
      return
    }
    if (performance.now() - this.lastSign > env().ENGINE_SILENCE_SECONDS * 1000) {
      logger.error('the engine process is silent', { component: 'engine' })
      child.kill('SIGKILL')
    }
  }

  private requireReady(): void {
    if (this.stopping) throw new AppError('shutting_down')
    if (this.told.state === 'ready') return
    throw new AppError(this.told.state === 'loading' ? 'model_loading' : 'model_unavailable')
  }
}
