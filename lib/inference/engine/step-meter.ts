import 'server-only'

export interface Step {
  /** Answers that get a token. */
  decoded: number
  /** Prompt tokens read. */
  read: number
  microBatches: number
}

/** The counts of a meter before its first step. */
export const NO_STEPS = {
  /** Steps in which every sequence got one token of its answer. */
  decode: 0,
  microBatches: 0,
  /** Steps that also read a prompt or a heading. */
  mixed: 0,
  mixedMicroBatches: 0,
  /** Longest of these steps, milliseconds: what somebody's prompt made others wait for their next token. */
  mixedMaxMs: 0,
  holds: 0,
}

/** Share of a new measure in a running mean. */
const NEW_SHARE = 0.1
/** The gap between two tokens of an answer that reading somebody's prompt may make, unless decoding alone takes as long. */
const TARGET_GAP_MS = 80
const CHUNK_MIN = 16
/** Cap before anything was measured. */
const FIRST_CAP = 64

/** Counts and times steps. A step's time is that from its plan to the next plan while work goes on without a pause. */
export class StepMeter {
  readonly counts = { ...NO_STEPS }
  /** Tokens written, and prompt and heading tokens read, in all steps planned so far. */
  readonly tokens = { decoded: 0, read: 0 }
  private current: { step: Step; at: number } | null = null
  private decodeMs: number | null = null
  private readMsPerToken: number | null = null
  private readonly busyMs = { decode: 0, read: 0 }
  /** `performance.now()` of the last plan or end of work; what the watchdog looks at. */
  lastProgress = 0

  constructor(
    private readonly batch: number,
    private readonly now: () => number,
  ) {}

  /** Mean milliseconds of a step that only decodes; null before one was measured. */
  get decodeStepMs(): number | null {
    return this.decodeMs
  }

  /** Mean milliseconds to read one prompt token; null before one was measured. */
  get prefillMsPerToken(): number | null {
    return this.readMsPerToken
  }

  /** Tokens per second over all steps so far, all sequences together. */
  get rates(): { decode: number; prefill: number } {
    const { decoded, read } = this.tokens
    const perSecond = (tokens: number, ms: number) => (ms > 0 ? (tokens * 1000) / ms : 0)
    return {
      decode: perSecond(decoded, this.busyMs.decode),
      prefill: perSecond(read, this.busyMs.read),
    }
  }

  /** Most prompt tokens of a step in which others wait for their next token. */
  prefillCap(): number {
    if (this.readMsPerToken === null) return FIRST_CAP
    const decodeMs = this.decodeMs ?? 0
    return this.within(Math.max(TARGET_GAP_MS - decodeMs, decodeMs) / this.readMsPerToken)
  }

  /** Work is about to be queued: the watchdog's clock starts anew. */
  touch(): void {
    this.lastProgress = this.now()
  }

  hold(): void {
    this.counts.holds += 1
  }

  step(step: Step): void {
    this.finish()
    this.current = { step, at: this.now() }
    const { counts, tokens } = this
    tokens.decoded += step.decoded
    tokens.read += step.read
    if (step.decoded === 0) return
    if (step.read === 0) {
      counts.decode += 1
      counts.microBatches += step.microBatches
    } else {
      counts.mixed += 1
      counts.mixedMicroBatches += step.microBatches
    }
  }

  /** Forgets the counts, not the measures: what was done to try the model out is nobody's work. */
  resetCounts(): void {
    Object.assign(this.counts, NO_STEPS)
    Object.assign(this.tokens, { decoded: 0, read: 0 })
    Object.assign(this.busyMs, { decode: 0, read: 0 })
  }

  /** Nobody is at work: the time until the next step belongs to no step. */
  rest(): void {
    this.finish()
    this.current = null
  }

  private finish(): void {
    this.lastProgress = this.now()
    if (!this.current) return
    const { step, at } = this.current
    const ms = this.lastProgress - at
    if (step.read === 0) {
      this.busyMs.decode += ms
      this.decodeMs = mean(this.decodeMs, ms)
      return
    }
    if (step.decoded > 0) this.counts.mixedMaxMs = Math.max(this.counts.mixedMaxMs, ms)
    const readMs = Math.max(0, ms - (step.decoded > 0 ? (this.decodeMs ?? 0) : 0))
    this.busyMs.read += readMs
    this.busyMs.decode += ms - readMs
    if (step.read >= CHUNK_MIN) this.readMsPerToken = mean(this.readMsPerToken, readMs / step.read)
  }

  private within(tokens: number): number {
    return Math.min(this.batch, Math.max(CHUNK_MIN, Math.floor(tokens)))
  }
}

function mean(old: number | null, measured: number): number {
  return old === null ? measured : old + NEW_SHARE * (measured - old)
}
