import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { collectEvents, questionOf } from '@/lib/testing/ask-engine'
import { createTestState } from '@/lib/testing/test-state'

/**
 * How true the waits are that people are told: six people ask again and again for two slots, and each estimate is
 * held against the wait that followed it. The first round only measures how long runs take and is not counted.
 */
const PEOPLE = 6
const ROUNDS = Number(process.argv[2] ?? 4)
const TOKENS = 24
/** Shorter waits than this are not held against their estimate: a second is a large share of them. */
const LEAST_SECONDS = 3
const budgets = {
  thought: TOKENS,
  definition: TOKENS,
  mechanism: TOKENS,
  differential: TOKENS,
  recommendation: TOKENS,
}

interface Told {
  round: number
  position: number
  estimatedSeconds: number
  /** What the wait was from the moment it was told. */
  seconds: number
}

async function askAgain(engine: LlamaEngine, person: number): Promise<Told[]> {
  const told: Told[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const waiting: { at: number; position: number; estimatedSeconds: number }[] = []
    const request = questionOf(`What is gout? Case ${person}.`, { userId: `u${person}`, budgets })
    await collectEvents(engine, request, {
      onEvent: (event) => {
        if (event.type === 'queued') waiting.push({ at: performance.now(), ...event.data })
        if (event.type !== 'started') return
        for (const { at, ...rest } of waiting) {
          told.push({ round, ...rest, seconds: (performance.now() - at) / 1000 })
        }
      },
    })
  }
  return told
}

const state = createTestState({
  MODEL_PATH: process.env['MODEL_PATH'],
  GPU: process.env['GPU'] ?? 'auto',
  MAX_PARALLEL: '2',
  CONTEXT_TOKENS: '2048',
})
const engine = new LlamaEngine()
await engine.start()
const all = await Promise.all(Array.from({ length: PEOPLE }, (_, person) => askAgain(engine, person)))
await engine.shutdown()
await state.remove()

const counted = all.flat().filter(({ round, seconds }) => round > 0 && seconds >= LEAST_SECONDS)
const errors = counted
  .map(({ estimatedSeconds, seconds }) => Math.abs(estimatedSeconds - seconds) / seconds)
  .sort((a, b) => a - b)
const at = (share: number): number => errors[Math.floor((errors.length - 1) * share)] ?? 0
const result = {
  at: new Date().toISOString(),
  estimates: counted.length,
  error: { p50: at(0.5), p90: at(0.9) },
  within20Percent: errors.filter((error) => error <= 0.2).length / Math.max(1, errors.length),
}
const folder = path.resolve(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
writeFileSync(path.join(folder, 'queue.json'), `${JSON.stringify(result, null, 2)}\n`)
process.stdout.write(`${JSON.stringify(result, null, 2)}\n`)
