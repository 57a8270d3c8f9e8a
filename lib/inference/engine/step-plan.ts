/** What one sequence asks of the next step. */
export interface QueuedWork {
  /** Sequence number, which is the slot's number. */
  slot: number
  /** Tokens to read. */
  tokens: number
  /** True when the model is to sample a token after reading. */
  samples: boolean
}

export interface StepRules {
  /** Sequences from which work is expected in this step: all that are between two tokens of an answer. */
  expected: number
  /** How often this step was put off already. */
  held: number
  /** Most tokens of one step. */
  batch: number
  /** Most prompt tokens in a step that also decodes, when no more prompts wait than answers are being written. */
  prefillCap: number
  /** Most prompt tokens in a step that also decodes, however many prompts wait. */
  prefillMax: number
  /** Slot whose prompt was read last; the next one in number has its turn. */
  lastPrefill: number
  /** Slots whose work can wait: it does while anybody else's prompt is read. */
  yielding: ReadonlySet<number>
  /** Slot that has the step to itself; null when all share. */
  alone: number | null
}

export interface PlannedWork {
  slot: number
  tokens: number
}

/**
 * Rounds of the dispatch loop that a step waits for sequences that have just sampled. Each round runs a few
 * microtasks; a sequence that waits for more than that is not coming.
 */
export const HOLDS_MAX = 8

/** With this many answers in a step, a heading is read one token a step, which adds no micro-batch. */
const DRIP_FROM = 6
/** Longest text that is read so: a heading of the portal between two parts. */
const DRIP_TOKENS = 16

const decodes = ({ tokens, samples }: QueuedWork): boolean => samples && tokens === 1

/** The slot after `last` among `slots`, in a ring. */
function nextInTurn(slots: readonly number[], last: number): number | undefined {
  return slots.find((slot) => slot > last) ?? slots[0]
}

/**
 * What the next step evaluates, in rising order of slots; empty to wait for more. Every answer being written gets its
 * token; of the prompts one has its turn, cut to what the step has room for, and all of a prompt-only step.
 *
 * llama.cpp puts into one micro-batch only sequences whose numbers rise by one in the order given (split by equal
 * length with separate streams), so order decides whether a step reads the weights once or once per sequence.
 */
export function planStep(queued: readonly QueuedWork[], rules: StepRules): PlannedWork[] {
  const own = rules.alone === null ? queued : queued.filter(({ slot }) => slot === rules.alone)
  const sorted = [...(own.length > 0 ? own : queued)].sort((a, b) => a.slot - b.slot)
  if (rules.alone === null && sorted.length < rules.expected && rules.held < HOLDS_MAX) return []
  const live = sorted.filter(({ slot }) => !rules.yielding.has(slot))
  const someoneReads = live.some((work) => !decodes(work))
  return shareStep(someoneReads ? live : sorted, rules)
}

function shareStep(sorted: readonly QueuedWork[], rules: StepRules): PlannedWork[] {
  const decoding = sorted.filter(decodes)
  const drips = ({ tokens }: QueuedWork): boolean => decoding.length >= DRIP_FROM && tokens <= DRIP_TOKENS
  const reading = sorted.filter((work) => !decodes(work) && !drips(work))
  const room = rules.batch - (sorted.length - reading.length)
  const turn = nextInTurn(
    reading.map(({ slot }) => slot),
    rules.lastPrefill,
  )
  // Where more people wait for their first word than read along, the few wait a little for the many.
  const crowd = Math.max(1, reading.length / Math.max(1, decoding.length))
  const shared = Math.max(rules.prefillCap, Math.min(rules.prefillMax, Math.floor(rules.prefillCap * crowd)))
  const cap = decoding.length > 0 ? Math.min(room, shared) : room
  return sorted.flatMap((work) => {
    if (decodes(work) || drips(work)) return [{ slot: work.slot, tokens: 1 }]
    return work.slot === turn && cap > 0 ? [{ slot: work.slot, tokens: Math.min(work.tokens, cap) }] : []
  })
}

/**
 * How many micro-batches llama.cpp makes of a step: how often it reads the weights. 1 is the best. Follows
 * `llama_batch_allocr::split_equal` with sequential sequences: take sequences whose numbers rise by one, give each the
 * same number of tokens until one has no more, go on with the rest.
 */
export function countMicroBatches(step: readonly PlannedWork[], microBatch: number): number {
  const left = step.map(({ slot, tokens }) => ({ slot, tokens }))
  let count = 0
  for (let first = left[0]; first; first = left.find(({ tokens }) => tokens > 0)) {
    const set = [first]
    for (const work of left.slice(left.indexOf(first) + 1)) {
      const last = set.at(-1)
      if (work.tokens > 0 && last && work.slot === last.slot + 1 && set.length < microBatch) set.push(work)
    }
    const each = Math.min(Math.floor(microBatch / set.length), ...set.map(({ tokens }) => tokens))
    for (const work of set) work.tokens -= Math.max(1, each)
    count += 1
  }
  return count
}
