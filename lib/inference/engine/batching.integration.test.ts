import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EngineStats } from '@/lib/inference/engine-stats'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { collectEvents, questionOf } from '@/lib/testing/ask-engine'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const SLOTS = 4
/** What is read at a time on a CPU. */
const CHUNK = 128
let state: TestState
let engine: LlamaEngine

beforeEach(async () => {
  state = createTestState({
    CPU_THREADS: '1',
    MAX_PARALLEL: String(SLOTS),
    GPU: 'off',
    CONTEXT_TOKENS: '2048',
  })
  engine = new LlamaEngine(() => 7)
  await engine.start()
})

afterEach(async () => {
  await engine.shutdown()
  await state.remove()
})

test.each([2, 4])('%i people share every step, one micro-batch each', async (people) => {
  const stop = new AbortController()
  // Taken before the stop: those who hear it first leave gaps in the last step.
  const before: EngineStats[] = []
  const runs = Array.from({ length: people }, (_, i) =>
    collectEvents(engine, questionOf(`What is gout? Case ${i}.`, { userId: `u${i}` }), {
      signal: stop.signal,
      onEvent: () => {
        if (before.length > 0 || engine.stats().steps.decode < 30) return
        before.push(engine.stats())
        stop.abort()
      },
    }),
  )
  await Promise.all(runs)
  const { steps, tokens } = before[0] ?? engine.stats()
  expect(steps.decode).toBeGreaterThanOrEqual(30)
  expect(steps.microBatches).toBe(steps.decode)
  // Without sharing there would be a step for each token.
  expect(tokens.decoded / (steps.decode + steps.mixed)).toBeGreaterThan(people * 0.6)
})

test('an answer gets its tokens while somebody else reads a long prompt', async () => {
  const stop = new AbortController()
  const first = collectEvents(engine, questionOf('What is gout?', { userId: 'a' }), { signal: stop.signal })
  await expect.poll(() => engine.stats().steps.decode).toBeGreaterThan(2)
  const before = engine.stats().steps.mixed
  await collectEvents(engine, questionOf('pain '.repeat(700), { userId: 'b' }), {
    signal: stop.signal,
    onEvent: ({ type }) => {
      if (type === 'thought' || type === 'section') stop.abort()
    },
  })
  await first
  // At most a batch is read in a step, and no step goes by without a token for the answer.
  expect(engine.stats().steps.mixed - before).toBeGreaterThan(1)
})

test('a stop while a long prompt is read takes effect after one chunk', async () => {
  const stop = new AbortController()
  await collectEvents(engine, questionOf('pain '.repeat(1000)), {
    signal: stop.signal,
    onEvent: ({ type }) => {
      if (type === 'started') stop.abort()
    },
  })
  expect(engine.stats().tokens.prefilled).toBeLessThanOrEqual(CHUNK)
})
