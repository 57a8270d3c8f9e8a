import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { processSingleton } from '@/lib/shared/process-singleton'

/** Long enough for the last streams of a case to end, and for one collection to serve everybody who leaves meanwhile. */
const WAIT_MS = 10_000
/** Looks that may find somebody's answer in writing, which clearing would hold up: after the last of them it clears all the same. */
const LOOKS_MAX = 5

type Collect = (options: { type: 'major'; flavor: 'last-resort' }) => void

interface Clearing {
  clear: () => void
  /** True while somebody reads along what is being written. */
  busy: () => boolean
}

interface State {
  /** How it is cleared; null in a process that is no portal, where nothing is. */
  clearing: Clearing | null
  timer: NodeJS.Timeout | null
  collect: Collect | null
}

const state = (): State =>
  processSingleton('freed-memory', () => ({ clearing: null, timer: null, collect: null }))

/** V8's own collection, which also frees what only caches and compiled code still name, and writes zeros over all it frees. */
function collector(): Collect {
  setFlagsFromString('--clear-free-memory')
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as Collect
}

/**
 * Overwrites the strings and objects of this thread that nothing refers to any more. Blocks while it works. Memory outside V8
 * is not its business (decision 0069). Returns how long it took, in ms.
 */
export function clearFreedMemory(): number {
  const own = state()
  const began = performance.now()
  own.collect ??= collector()
  // V8 keeps the last text that an expression matched.
  void /^/.exec('')
  own.collect({ type: 'major', flavor: 'last-resort' })
  return Math.round(performance.now() - began)
}

/** Has `clearFreedMemorySoon` do its work so from now on. */
export function startClearing(clearing: Clearing): void {
  state().clearing = clearing
}

function clearIn(ms: number, looks: number): void {
  const own = state()
  own.timer = setTimeout(() => {
    own.timer = null
    if (looks < LOOKS_MAX && own.clearing?.busy()) clearIn(ms, looks + 1)
    else own.clearing?.clear()
  }, ms).unref()
}

/**
 * Clears in ten seconds, or when nobody's answer is being written, in a minute at the latest; once for all who ask until then. Keeps no
 * process alive.
 */
export function clearFreedMemorySoon(): void {
  const own = state()
  if (own.clearing && !own.timer) clearIn(WAIT_MS, 0)
}
