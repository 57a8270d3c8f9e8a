import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { db } from '@/lib/db/client'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { installEngine } from '@/lib/testing/process-parts'
import { soak } from '@/lib/testing/soak'
import { createTestState } from '@/lib/testing/test-state'

/**
 * 2,000 short runs with random stops, closed tabs, returns and wipes on the bundled model: nothing may leak, and the
 * memory of the process may not grow. `npm run bench:soak -- 500` for another number.
 */
const RUNS = Number(process.argv[2] ?? 2000)
const KIB_PER_MIB = 1024

/** Memory of the process that is not the model's file: pages of that come and go with other programs' needs. */
function ownMiB(): number {
  globalThis.gc?.()
  const [, kib = '0'] = /^RssAnon:\s+(\d+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return Math.round(Number(kib) / KIB_PER_MIB)
}

const state = createTestState({
  MODEL_PATH: process.env['MODEL_PATH'],
  GPU: process.env['GPU'] ?? 'auto',
  MAX_PARALLEL: '2',
  CONTEXT_TOKENS: '2048',
})
const value = JSON.stringify({ questionsPerHour: RUNS })
await (await db()).policy.create({ data: { key: 'limits', value, updatedAt: new Date() } })
const engine = new LlamaEngine()
installEngine(engine)
await engine.start()

/** Own memory after every tenth of the runs. */
const memoryMiB: number[] = []
const report = await soak(RUNS, 1, (ended) => {
  if (ended % Math.ceil(RUNS / 10) !== 0) return
  memoryMiB.push(ownMiB())
  process.stdout.write(`${ended} runs, ${memoryMiB.at(-1)} MiB\n`)
})
const { slots, queue, faults } = engine.stats()
await engine.shutdown()
await state.remove()

// The first fifth fills caches; then the middle is held against the end.
const meanOf = (values: number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
const growth = meanOf(memoryMiB.slice(-3)) / meanOf(memoryMiB.slice(2, 6)) - 1
const result = { at: new Date().toISOString(), ...report, slots, queue, faults, memoryMiB, growth }
const folder = path.resolve(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
writeFileSync(path.join(folder, 'soak.json'), `${JSON.stringify(result, null, 2)}\n`)
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
const leaked =
  report.leakedListeners + report.openRuns + report.openRecords + report.streams.wrong + slots.running
process.exitCode = leaked > 0 || growth > 0.05 ? 1 : 0
