import pino from 'pino'
import type { Engine } from '@/lib/inference/contract'
import { FakeEngine } from '@/lib/testing/fake-engine'

/** What the process has one of (`lib/shared/process-singleton.ts`) and tests put in place or forget. */
export const PARTS = [
  'attempt-lanes',
  'audit-clock',
  'audit-mirror',
  'audit-readings',
  'backup-schedule',
  'backups-looked-over',
  'batch-store',
  'consult-store',
  'counted-refusals',
  'database-answers',
  'db',
  'denied-sessions',
  'directory-answers',
  'directory-last-good',
  'directory-reading',
  'engine',
  'env',
  'freed-memory',
  'gpu-health',
  'handovers',
  'library-index',
  'lock-state',
  'log-destination',
  'logger',
  'metrics',
  'presentations',
  'reader-bundle',
  'readers',
  'recheck',
  'refusal-floor',
  'trail-height',
  'trail-watch',
  'usage-runs',
  'write-probe',
] as const
export type Part = (typeof PARTS)[number]

const parts = globalThis as unknown as Record<symbol, unknown>
const keyOf = (part: Part) => Symbol.for(`innerward.${part}`)

/** Makes the process forget these parts, as a new one would not have them; the next to ask makes them anew. */
export function resetProcess(...forgotten: readonly Part[]): void {
  for (const part of forgotten) Reflect.deleteProperty(parts, keyOf(part))
}

/** Puts a part in place before anybody asks for it. */
export function installPart(part: Part, value: unknown): void {
  parts[keyOf(part)] = value
}

/** The part as it is now, undefined where nobody has asked for it. */
export const installedPart = (part: Part): unknown => parts[keyOf(part)]

/** Makes the engine of this process a stand-in, or the one given. Returns it. */
export function installEngine(): FakeEngine
export function installEngine<E extends Engine>(engine: E): E
export function installEngine(engine: Engine = new FakeEngine()): Engine {
  installPart('engine', engine)
  return engine
}

/** Keeps what the process logs from now on, at every level, after `lines`; `resetProcess('logger')` ends that. Returns them. */
export function installLog(lines: string[] = []): string[] {
  installPart('logger', pino({ level: 'trace', base: null }, { write: (line) => lines.push(line) }))
  return lines
}
