import { afterAll, beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { seededRandom } from '@/lib/testing/seeded-random'
import { soak } from '@/lib/testing/soak'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const RUNS = 60
let state: TestState
let engine: LlamaEngine

beforeAll(async () => {
  state = createTestState({ CPU_THREADS: '1', MAX_PARALLEL: '2', GPU: 'off', CONTEXT_TOKENS: '2048' })
  const value = JSON.stringify({ questionsPerHour: 1000 })
  await (await db()).policy.create({ data: { key: 'limits', value, updatedAt: new Date() } })
  engine = new LlamaEngine()
  installEngine(engine)
  resetProcess('consult-store')
  await engine.start()
})

afterAll(async () => {
  await engine.shutdown()
  await state.remove()
})

test(`${RUNS} runs with stops, closed tabs, returns and wipes leak nothing and close every record`, async () => {
  const { seed } = seededRandom('soak')
  const report = await soak(RUNS, seed, () => undefined)
  expect(report, `seed ${seed}`).toMatchObject({
    runs: RUNS,
    streams: { wrong: 0 },
    leakedListeners: 0,
    openRuns: 0,
    openRecords: 0,
  })
  expect(report.streams.whole).toBeGreaterThan(RUNS / 3)
  const { slots, queue } = engine.stats()
  expect({ running: slots.running, waiting: queue.waiting }).toEqual({ running: 0, waiting: 0 })
})
