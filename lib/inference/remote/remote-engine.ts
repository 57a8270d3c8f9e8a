import 'server-only'
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors/app-error'
import type {
  Engine,
  EngineStatus,
  ExtractRequest,
  ExtractResult,
  GenerateEvent,
  GenerateRequest,
  PromptMeasure,
} from '@/lib/inference/contract'
import type { EngineStats } from '@/lib/inference/engine-stats'
import { Admission } from '@/lib/inference/engine/admission'
import { EngineCounters, NO_GAUGES } from '@/lib/inference/engine/engine-counters'
import { EventChannel } from '@/lib/inference/engine/event-channel'
import { generationFailure } from '@/lib/inference/engine/generation-failure'
import { genericProfile, type ModelProfile } from '@/lib/inference/engine/catalogue'
import { standingOf } from '@/lib/inference/engine/read-standing'
import { stoppedInQueue } from '@/lib/inference/engine/stopped-in-queue'
import { EndpointError } from '@/lib/inference/remote/endpoint-connection'
import { EndpointPool } from '@/lib/inference/remote/endpoint-pool'
import { readEndpoints, type EndpointsFile } from '@/lib/inference/remote/endpoints'
import { extractRemotely } from '@/lib/inference/remote/extract-remotely'
import { extractionPrompt } from '@/lib/inference/remote/text-prompt'
import { FORMATS } from '@/lib/inference/engine/prompt/prompt-format'
import { planPrompt, type PromptPlan } from '@/lib/inference/remote/plan-prompt'
import { runRemotely } from '@/lib/inference/remote/remote-run'
import { countTokens } from '@/lib/inference/remote/token-count'
import type { ModelSettings } from '@/lib/release/contract'

const CHECK_EVERY_MS = 1000
const STOPPED = { json: '', outcome: 'stopped', tokens: { prompt: 0, cached: 0, answer: 0 } } as const
/** The profile of an unknown clinical model with what the file says otherwise. */
function profileOf({
  id,
  name,
  contextTokens,
  promptFormat,
  guidedThought,
  profile,
}: EndpointsFile['model']): ModelProfile {
  const generic = genericProfile(name, { promptFormat, guidedThought })
  return {
    ...{ ...generic, id, name, contextTokens },
    budgets: profile.budgets ?? generic.budgets,
    minimumPartTokens: profile.minimumPartTokens ?? generic.minimumPartTokens,
    sampling: profile.sampling ?? generic.sampling,
  }
}

const since = (start: number): number => Math.round(performance.now() - start)

/** The same four-part answers from servers of the OpenAI completions interface on other machines of the hospital. */
export class RemoteEngine implements Engine {
  private readonly file: EndpointsFile
  private readonly profile: ModelProfile
  private readonly pool: EndpointPool
  private readonly admission: Admission
  private readonly counters = new EngineCounters()
  private readonly stopping = new AbortController()
  /** Makes the salt of a conversation's cached prompts unguessable to other users of the servers. */
  private readonly salt = randomBytes(32)
  private readonly timer: NodeJS.Timeout
  private checking: Promise<void> | null = null
  private readonly standing: ReturnType<typeof standingOf>

  /** Throws an Error when the file of endpoints is wrong. */
  constructor(file: string) {
    this.file = readEndpoints(file)
    this.profile = profileOf(this.file.model)
    const { sha256 } = this.file.model
    this.standing = standingOf({ profile: this.profile, sha256, kvType: this.settings.kvType })
    this.pool = new EndpointPool(this.file.endpoints, FORMATS[this.profile.promptFormat])
    this.admission = new Admission(this.pool.size, env().MAX_QUEUE)
    this.timer = setInterval(() => void this.check(), CHECK_EVERY_MS).unref()
  }

  /** Asks every server once. Resolves when all have answered or failed. */
  start(): Promise<void> {
    return this.check()
  }

  /** How the portal prompts and samples; the type of keys and values is as declared by KV_TYPE. */
  get settings(): ModelSettings {
    const { promptFormat, sampling } = this.profile
    return { promptFormat, sampling, kvType: env().KV_TYPE ?? this.profile.kvType }
  }

  get addresses(): readonly URL[] {
    return this.file.endpoints.map(({ url }) => new URL(url))
  }

  status(): EngineStatus {
    const { id, name, sha256, contextTokens } = this.file.model
    const loads = this.pool.loads()
    const up = loads.filter((load) => load.up).length
    return {
      state: this.stopping.signal.aborted ? 'stopped' : up > 0 ? 'ready' : 'loading',
      failure: null,
      model: { id, name, sha256, ...this.standing(), contextTokens },
      gpu: {
        ok: up === loads.length,
        name: `${up}/${loads.length}`,
        vramTotalMiB: 0,
        vramUsedMiB: 0,
        mode: 'remote',
      },
      cpuThreads: 1,
      placement: null,
      notices: [],
      queue: { ...this.admission.counts, estimatedSeconds: this.admission.waits.next },
    }
  }

  stats(): EngineStats {
    const { running, waiting } = this.admission.counts
    const { next, oldest } = this.admission.waits
    const stats = this.counters.stats({
      ...NO_GAUGES,
      slots: { ...NO_GAUGES.slots, total: this.pool.size, running },
      queue: { waiting, oldestSeconds: oldest, estimatedSeconds: next },
    })
    return { ...stats, endpoints: this.pool.loads() }
  }

  /** An upper bound: no word goes to a server before it is asked and recorded. */
  async measure(request: GenerateRequest): Promise<PromptMeasure> {
    this.requireReady()
    const plan = await planPrompt(null, request, this.profile)
    const { promptTokens, reservedTokens, tokensOver, droppedTurns } = plan
    const contextLimit = this.profile.contextTokens
    const counted = { promptTokens, contextLimit, reservedTokens, tokensOver, droppedTurns }
    return { ...counted, estimated: true, readSeconds: null }
  }

  async *generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<GenerateEvent> {
    this.requireReady()
    const accepted = performance.now()
    const plan = await this.plan(request)
    const contextLimit = this.profile.contextTokens
    if (plan.tokensOver > 0) {
      throw new AppError('question_too_long', { tokensOver: plan.tokensOver, contextLimit })
    }
    const channel = new EventChannel<GenerateEvent>()
    const either = AbortSignal.any([signal, this.stopping.signal])
    const emit = (event: GenerateEvent): void => {
      channel.push(event)
    }
    const written = this.queueAndRun({ request, plan, accepted, signal: either, emit })
    channel.endWith(written, (error) => {
      const failure = generationFailure(error)
      this.counters.failed(failure)
      return failure
    })
    yield* channel
  }

  async extract(request: ExtractRequest, signal: AbortSignal): Promise<ExtractResult> {
    this.requireReady()
    const accepted = performance.now()
    const prompt = extractionPrompt(request, FORMATS[this.profile.promptFormat])
    const { contextTokens } = this.profile
    const tokensOver =
      (await countTokens(this.pool.anyUp(), prompt, FORMATS[this.profile.promptFormat])) +
      request.maxTokens -
      contextTokens
    if (tokensOver > 0) throw new AppError('question_too_long', { tokensOver, contextLimit: contextTokens })
    const either = AbortSignal.any([signal, this.stopping.signal])
    for (;;) {
      const permit = await this.admission.acquire(request, either, () => undefined)
      const queueMs = since(accepted)
      if (!permit) return { ...STOPPED, timings: { queueMs, firstTokenMs: null, totalMs: queueMs } }
      const { preempted } = permit
      const wanted = AbortSignal.any([either, preempted])
      try {
        const result = await this.extractOn({ prompt, request, signal: wanted, accepted, queueMs })
        // A question took the place: the extraction begins anew when there is room for it.
        const anew = preempted.aborted && result.outcome === 'stopped' && !either.aborted
        if (!anew) return result
      } finally {
        permit.release()
      }
    }
  }

  private async extractOn(
    asked: Omit<Parameters<typeof extractRemotely>[0], 'lease' | 'profile' | 'cacheSalt'>,
  ): Promise<ExtractResult> {
    const key = randomBytes(16).toString('hex')
    const lease = this.pool.lease(key)
    if (!lease) throw new AppError('model_unavailable')
    let failure: EndpointError | null = null
    try {
      return await extractRemotely({ ...asked, lease, profile: this.profile, cacheSalt: this.saltOf(key) })
    } catch (error) {
      if (error instanceof EndpointError) failure = error
      throw generationFailure(error)
    } finally {
      this.pool.give(lease, failure)
      this.pool.forget(key)
    }
  }

  /** Servers read prompts when they come. */
  warm(): void {
    // Nothing to do ahead of time.
  }

  release(conversationId: string): Promise<void> {
    this.pool.forget(conversationId)
    return Promise.resolve()
  }

  shutdown(): Promise<void> {
    this.stopping.abort()
    clearInterval(this.timer)
    this.pool.close()
    return Promise.resolve()
  }

  private check(): Promise<void> {
    this.checking ??= this.pool.check().finally(() => {
      this.checking = null
    })
    return this.checking
  }

  private plan(request: GenerateRequest): Promise<PromptPlan> {
    return planPrompt(this.pool.anyUp(), request, this.profile)
  }

  private async queueAndRun(asked: {
    request: GenerateRequest
    plan: PromptPlan
    accepted: number
    signal: AbortSignal
    emit: (event: GenerateEvent) => void
  }): Promise<void> {
    const { request, accepted, signal, emit } = asked
    const permit = await this.admission.acquire(request, signal, (position, estimatedSeconds) => {
      emit({ type: 'queued', data: { position, estimatedSeconds } })
    })
    const queueMs = since(accepted)
    const seed = request.seed ?? randomInt(2 ** 31)
    if (!permit) {
      emit({ type: 'done', data: stoppedInQueue(queueMs, seed) })
      return
    }
    const { pool } = this
    const profile = { ...this.profile, budgets: asked.plan.budgets }
    const cacheSalt = this.saltOf(request.conversationId)
    try {
      const counting = (event: GenerateEvent): void => {
        if (event.type === 'thought' || event.type === 'delta') permit.tokens += 1
        emit(event)
      }
      const { standing } = this.standing()
      const run = { pool, profile, standing, ...asked, emit: counting, queueMs, seed, cacheSalt }
      const result = await runRemotely(run)
      this.counters.finished(result)
      emit({ type: 'done', data: result })
    } finally {
      permit.release()
    }
  }

  private saltOf(conversationId: string): string {
    return createHash('sha256').update(this.salt).update(conversationId).digest('hex')
  }

  private requireReady(): void {
    const { state } = this.status()
    if (state === 'stopped') throw new AppError('shutting_down')
    if (state !== 'ready') throw new AppError('model_unavailable')
  }
}
