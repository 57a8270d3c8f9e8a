import 'server-only'
import {
  CHECK_STEPS,
  type CheckedStep,
  type CheckReason,
  type CheckStep,
} from '@/lib/auth/directory/contract'
import { faultOf } from '@/lib/auth/directory/faults'

/** What the work of a step found out; without a state it is `ok`. */
export type Found = Partial<Pick<CheckedStep, 'state' | 'facts'>> & { reason?: CheckReason }

/** A step that cannot go on, for a reason that is no error of the connection. */
export class CheckFailure extends Error {
  override readonly name = 'CheckFailure'
  constructor(readonly reason: CheckReason) {
    super(reason)
  }
}

/** Runs the steps of one server one after the other: after a failed one the others are skipped. */
export class CheckRun {
  readonly #done: CheckedStep[] = []
  #running: { step: CheckStep; since: number } | null = null

  /** Runs a step and returns what its work returned, or throws what it threw, with the step marked as failed. */
  async step<T extends Found>(step: CheckStep, work: () => Promise<T>): Promise<T> {
    this.#running = { step, since: performance.now() }
    try {
      const found = await work()
      this.#end(found)
      return found
    } catch (error) {
      const reason = error instanceof CheckFailure ? error.reason : faultOf(error)
      this.#end({ state: 'failed', reason })
      throw error
    }
  }

  #end({ state = 'ok', reason, facts = [] }: Found): void {
    if (!this.#running) return
    const { step, since } = this.#running
    this.#running = null
    this.#done.push({ step, state, reason: reason ?? null, ms: Math.round(performance.now() - since), facts })
  }

  /** All steps: a step that still runs has met the deadline, and those that were not reached are skipped. */
  result(): CheckedStep[] {
    this.#end({ state: 'failed', reason: 'deadline' })
    const skipped = { state: 'skipped', reason: 'earlier_failed', ms: 0, facts: [] } as const
    return CHECK_STEPS.map(
      (step) => this.#done.find((one) => one.step === step) ?? { step, ...skipped, facts: [] },
    )
  }
}
