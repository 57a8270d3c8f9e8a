import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import type { LlamaGrammar, Token } from 'node-llama-cpp'
import type { GenerateRequest, ModelText, PriorTurn, PromptMeasure } from '@/lib/inference/contract'
import type { JsonObjectSchema } from '@/lib/inference/json-schema'
import { Admission, type Permit } from '@/lib/inference/engine/admission'
import { chooseSlot } from '@/lib/inference/engine/choose-slot'
import type { EngineCounters, Gauges } from '@/lib/inference/engine/engine-counters'
import type { Waiting } from '@/lib/inference/engine/fair-queue'
import { fitPrompt } from '@/lib/inference/engine/fit-prompt'
import { bridgeGaps } from '@/lib/inference/engine/gap-bridge'
import type { LoadedModel } from '@/lib/inference/engine/load-model'
import type { ModelProfile } from '@/lib/inference/engine/catalogue'
import { planBudgets } from '@/lib/inference/engine/plan-budgets'
import { ReadAhead } from '@/lib/inference/engine/read-ahead'
import { readingRoom } from '@/lib/inference/engine/reading-room'
import { PromptRenderer } from '@/lib/inference/engine/render-prompt'
import type { SequenceSlot, SlotOwner, SlotPrompt } from '@/lib/inference/engine/sequence-slot'
import { tryOut } from '@/lib/inference/engine/try-out'
import { Watchdog } from '@/lib/inference/engine/watchdog'

/** Tokens an answer is taken to write when a slot is chosen for it. */
const EXPECTED_TOKENS = 400

/** Grammars that are kept; batches use a few forms over and over. */
const GRAMMARS_MAX = 32

export interface PlannedPrompt extends SlotPrompt {
  budgets: ModelProfile['budgets']
  measure: PromptMeasure
}

/** What a request holds while it is being served. */
export interface Held {
  slot: SequenceSlot
  permit: Permit
  /** Prompt tokens that were in the slot's cache. */
  cached: number
}

export interface SlotRequest {
  who: Waiting
  prompt: SlotPrompt
  /** Null when nothing of the request may stay in the cache. */
  owner: SlotOwner | null
  signal: AbortSignal
  onPosition: (position: number, estimatedSeconds: number) => void
}

export interface Limits {
  /** Whether idle slots read along to keep steps in one micro-batch: worth it where steps are reads of the weights. */
  bridgeGaps: boolean
  maxQueue: number
  watchdogSeconds: number
}

/** A loaded model with its queue, slots and measures. */
export class ReadyEngine {
  readonly renderer: PromptRenderer
  readonly admission: Admission
  readonly readAhead: ReadAhead
  readonly watchdog: Watchdog
  private readonly grammars = new Map<string, Promise<LlamaGrammar>>()

  constructor(
    readonly loaded: LoadedModel,
    limits: Limits,
    readonly counters: EngineCounters,
  ) {
    const { planner, slots, profile, model, vocabulary } = loaded
    this.renderer = new PromptRenderer(vocabulary, profile)
    this.admission = new Admission(slots.length, limits.maxQueue)
    this.readAhead = new ReadAhead(slots, planner, () => this.admission.live === 0)
    if (limits.bridgeGaps) bridgeGaps(slots, planner, model.tokens.bos ?? (0 as Token))
    this.watchdog = new Watchdog(limits.watchdogSeconds, {
      working: () => planner.active > 0,
      lastProgress: () => planner.meter.lastProgress,
      onStall: () => {
        this.counters.stalled()
      },
    })
  }

  /** The prompt of a question with the earlier turns that fit. */
  plan(request: GenerateRequest): PlannedPrompt {
    const { shared, turns, question } = this.renderer.question(request)
    const { contextTokens, profile } = this.loaded
    const { budgets, reserved: planned } = planBudgets(profile.budgets, request.budgets, contextTokens)
    const reserved = planned + this.renderer.given(request.quoted ?? '').length
    const room = contextTokens - reserved
    const lengths = turns.map((turn) => turn.length)
    const whole = { tokens: [...shared, ...turns.flat(), ...question], shared: shared.length }
    const fixed = shared.length + question.length
    const readable = readingRoom({
      all: whole.tokens.length,
      unread: this.unread(whole, request),
      least: fixed + (lengths[0] ?? 0),
      shared: shared.length,
      prefillMsPerToken: this.readingSpeed,
    })
    const { dropped } = fitPrompt(fixed, lengths, Math.min(room, readable))
    const kept = turns.filter((_, i) => !dropped.includes(i + 1))
    const tokens = [...shared, ...kept.flat(), ...question]
    const tokensOver = Math.max(0, tokens.length - room)
    return {
      tokens,
      shared: shared.length,
      budgets,
      measure: {
        promptTokens: tokens.length,
        estimated: false,
        contextLimit: contextTokens,
        reservedTokens: reserved,
        tokensOver,
        droppedTurns: dropped,
        readSeconds: this.readSeconds({ tokens, shared: shared.length }, request),
      },
    }
  }

  /** How long a CPU will read before the first word: the instructions, and what a slot holds of the case, are read already. */
  private readSeconds(prompt: SlotPrompt, request: GenerateRequest): number | null {
    const speed = this.readingSpeed
    return speed === null ? null : Math.round((this.unread(prompt, request) * speed) / 1000)
  }

  /** Milliseconds a CPU takes to read one token; null on a GPU and before anything was measured. */
  private get readingSpeed(): number | null {
    const { llama, planner } = this.loaded
    return llama.gpu === false ? planner.meter.prefillMsPerToken : null
  }

  /** Tokens of a prompt that are neither instructions nor in the cache of a slot. */
  private unread(prompt: SlotPrompt, { userId, conversationId }: GenerateRequest): number {
    const held = this.loaded.slots.map((slot) => slot.reusable(prompt, { userId, conversationId }))
    return prompt.tokens.length - Math.max(prompt.shared, ...held)
  }

  /** What the next question of a conversation will begin with, for reading it ahead. */
  planFollowUp(request: GenerateRequest, answer: PriorTurn<string>['answer']): SlotPrompt {
    const answered = [...request.turns, { question: request.question, answer }]
    const { shared, turns } = this.renderer.question({ ...request, turns: answered, question: '' })
    const { contextTokens, profile } = this.loaded
    const room = contextTokens - planBudgets(profile.budgets, request.budgets, contextTokens).reserved
    const lengths = turns.map((turn) => turn.length)
    const { dropped } = fitPrompt(shared.length, lengths, room)
    const tokens = [...shared, ...turns.filter((_, i) => !dropped.includes(i + 1)).flat()]
    return { tokens: tokens.slice(0, room), shared: shared.length }
  }

  /** The grammar that holds the model to a schema; made once. */
  grammarOf(schema: JsonObjectSchema): Promise<LlamaGrammar> {
    const key = JSON.stringify(schema)
    const known = this.grammars.get(key)
    if (known) return known
    if (this.grammars.size >= GRAMMARS_MAX) this.grammars.clear()
    const made = this.loaded.llama.createGrammarForJsonSchema(schema)
    this.grammars.set(key, made)
    return made
  }

  /** Throws when a token is not of the vocabulary: llama.cpp would fail the step for everybody in it. */
  assertTokens(tokens: readonly Token[]): void {
    const vocabularySize = this.loaded.vocabulary.size
    const wrong = tokens.some((token) => !Number.isInteger(token) || token < 0 || token >= vocabularySize)
    if (wrong) throw new AppError('generation_failed')
  }

  /**
   * Waits for a slot, runs `work` with it and gives it back. Null when the signal fired before the slot was given.
   * Throws what `Admission.acquire`, `work` and the watchdog throw.
   */
  async withSlot<T>(asked: SlotRequest, work: (held: Held) => Promise<T>): Promise<T | null> {
    this.assertTokens(asked.prompt.tokens)
    const permit = await this.admission.acquire(asked.who, asked.signal, asked.onPosition)
    if (!permit) return null
    const slot = this.takeSlot(asked)
    const use = slot.serial(async () => {
      try {
        const cached = await slot.prepare(asked.prompt, asked.owner)
        return await work({ slot, permit, cached })
      } catch (error) {
        await slot.clear().catch(() => undefined)
        throw error
      } finally {
        await slot.settle().catch(() => undefined)
        slot.busy = false
        slot.lastUsed = performance.now()
        permit.release()
        this.loaded.planner.onChange()
        this.readAhead.wake()
      }
    })
    return this.watchdog.guard(use)
  }

  private takeSlot({ prompt, owner }: SlotRequest): SequenceSlot {
    const { slots, planner } = this.loaded
    const views = slots.map((slot) => {
      const reusable = slot.reusable(prompt, owner)
      const evicts = slot.owner !== null && !slot.isOwnedBy(owner)
      const drops = evicts ? 0 : slot.tokens.length - reusable
      const { index, busy, lastUsed } = slot
      return { index, busy, reusable, evicts, drops, lastUsed }
    })
    const { prefillMsPerToken, decodeStepMs } = planner.meter
    const chosen = chooseSlot(views, {
      readMs: prefillMsPerToken ?? 1,
      microBatchMs: decodeStepMs ?? 0,
      expectedTokens: EXPECTED_TOKENS,
    })
    const slot = chosen === null ? undefined : slots[chosen]
    if (!slot) throw new Error('more permits than slots')
    slot.busy = true
    slot.goal = null
    return slot
  }

  /** See `tryOut`. */
  async tryOut(): Promise<void> {
    const { shared, question } = this.renderer.extraction({ instruction: '', text: '' })
    await tryOut(this.loaded, [...shared, ...question])
  }

  gauges(): Gauges {
    const { planner, slots, memory } = this.loaded
    const { counts, rates, decodeStepMs } = planner.meter
    const { next, oldest } = this.admission.waits
    const { running, waiting } = this.admission.counts
    return {
      slots: {
        total: slots.length,
        running,
        conversations: slots.filter(({ busy, owner }) => !busy && owner !== null).length,
        readingAhead: this.readAhead.pending,
      },
      queue: { waiting, oldestSeconds: oldest, estimatedSeconds: next },
      steps: { ...counts, decodeMs: decodeStepMs },
      tokensPerSecond: rates,
      memory: { ...memory, vramUsedMiB: 0 },
    }
  }

  /** Forgets a conversation's tokens. Never throws. */
  async release(conversationId: string): Promise<void> {
    await Promise.allSettled(this.loaded.slots.map((slot) => slot.release(conversationId)))
  }

  warm(instructions: readonly ModelText[]): void {
    const [first] = instructions
    this.readAhead.instructions = first === undefined ? [] : this.renderer.instructions(first)
    this.readAhead.wake()
  }

  async dispose(): Promise<void> {
    this.readAhead.stop()
    this.watchdog.stop()
    await this.loaded.llama.dispose()
  }
}
