import 'server-only'
import type { CustomBatchingPrioritizationStrategy, EvaluationPriority } from 'node-llama-cpp'
import { StepGate } from '@/lib/inference/engine/step-gate'
import { StepMeter } from '@/lib/inference/engine/step-meter'
import {
  countMicroBatches,
  planStep,
  type PlannedWork,
  type QueuedWork,
} from '@/lib/inference/engine/step-plan'

type Strategy = CustomBatchingPrioritizationStrategy
type Items = Parameters<Strategy>[0]['items']

/**
 * The number of a sequence as the priority of its work: the planner is shown no other name of a sequence. Sequence
 * numbers start at 0 and priorities at 1; nothing but the planner reads them.
 */
export const priorityOf = (slot: number): EvaluationPriority => (slot + 1) as EvaluationPriority

/** For whom a slot works: somebody who waits for an answer, nobody who waits, or only to keep the others together. */
export type Work = 'answer' | 'background' | 'along'

/** What background work queues at a time, of what a question does: it is what a question that comes may wait for. */
const BACKGROUND_CHUNK = 0.125

/** Decides, step by step, which sequences of a context are evaluated together, and keeps the measures of steps. */
export class StepPlanner {
  readonly gate = new StepGate()
  readonly meter: StepMeter
  /** Called when a slot began or ended its work. */
  onChange: () => void = () => undefined
  private readonly generating = new Set<number>()
  private readonly along = new Set<number>()
  private readonly background = new Set<number>()
  private held = 0
  private lastPrefill = -1
  private readonly alone: number[] = []
  private readonly shared = new Set<number>()

  /**
   * `batch` is the most tokens of a step; the micro-batch is as large. `prefillChunk` is how many tokens of a prompt
   * are queued at a time, which is what an abort waits for: a constant, since the same chunks give the same rounding.
   */
  constructor(
    private readonly batch: number,
    private readonly prefillChunk: number,
    now: () => number = () => performance.now(),
  ) {
    this.meter = new StepMeter(batch, now)
  }

  /** From now on steps wait for this slot's work. What works `along` is not counted. */
  enter(slot: number, why: Work = 'answer'): void {
    this.meter.touch()
    this.generating.add(slot)
    this.shared.delete(slot)
    if (why === 'background') this.background.add(slot)
    if (why === 'along') this.along.add(slot)
    else this.onChange()
  }

  leave(slot: number): void {
    this.generating.delete(slot)
    this.background.delete(slot)
    this.runTogether(slot)
    if (!this.along.delete(slot)) this.onChange()
    if (this.generating.size === 0) this.meter.rest()
  }

  /** Slots that work for somebody who asked. */
  get answering(): number[] {
    return [...this.generating].filter((slot) => !this.along.has(slot))
  }

  /** Sequences that are at work. */
  get active(): number {
    return this.generating.size
  }

  /** Gives a slot steps to itself until it leaves or `runTogether` is called: for a retry after a failed step. */
  runAlone(slot: number): void {
    if (!this.alone.includes(slot)) this.alone.push(slot)
  }

  runTogether(slot: number): void {
    const place = this.alone.indexOf(slot)
    if (place >= 0) this.alone.splice(place, 1)
  }

  /** True when a step since the slot last entered also served others. */
  wasShared(slot: number): boolean {
    return this.shared.has(slot)
  }

  /** Prompt tokens that a slot queues at a time. */
  chunkOf(slot: number): number {
    return this.background.has(slot) ? Math.ceil(this.prefillChunk * BACKGROUND_CHUNK) : this.prefillChunk
  }

  /** The strategy of the context. Never throws: that would fail every answer of the step. */
  readonly strategy: Strategy = ({ items }) => {
    try {
      return this.plan(items)
    } catch {
      return items.map((item) => ({ item, processAmount: item.tokens.length }))
    }
  }

  private plan(items: Items): ReturnType<Strategy> {
    const queued: QueuedWork[] = items.map((item) => ({
      slot: item.evaluationPriority - 1,
      tokens: item.tokens.length,
      samples: item.logits[item.tokens.length - 1] === true,
    }))
    const step = planStep(queued, {
      expected: this.gate.closed ? 0 : this.generating.size,
      held: this.held,
      batch: this.batch,
      prefillCap: this.meter.prefillCap(),
      prefillMax: this.prefillChunk,
      lastPrefill: this.lastPrefill,
      yielding: this.background,
      alone: this.alone.find((slot) => queued.some((work) => work.slot === slot)) ?? null,
    })
    if (step.length === 0) {
      this.held += 1
      this.meter.hold()
      return []
    }
    this.held = 0
    this.note(step, queued)
    const itemOf = new Map(queued.map(({ slot }, i) => [slot, items[i]]))
    return step.flatMap(({ slot, tokens }) => {
      const item = itemOf.get(slot)
      return item ? [{ item, processAmount: tokens }] : []
    })
  }

  private note(step: readonly PlannedWork[], queued: readonly QueuedWork[]): void {
    const work = new Map(queued.map((one) => [one.slot, one]))
    if (step.length > 1) for (const { slot } of step) this.shared.add(slot)
    const decoding = step.filter(({ slot }) => work.get(slot)?.samples && work.get(slot)?.tokens === 1)
    const reading = step.filter((planned) => !decoding.includes(planned))
    this.lastPrefill = reading.findLast(({ tokens }) => tokens > 1)?.slot ?? this.lastPrefill
    this.meter.step({
      decoded: decoding.filter(({ slot }) => !this.along.has(slot)).length,
      read: reading.reduce((sum, { tokens }) => sum + tokens, 0),
      microBatches: countMicroBatches(step, this.batch),
    })
  }
}
