import { afterAll, beforeAll, expect, test } from 'vitest'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { collectEvents, pastGate, questionOf, readAnswer } from '@/lib/testing/ask-engine'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let engine: LlamaEngine
beforeAll(async () => {
  state = createTestState({ CPU_THREADS: '1', MAX_PARALLEL: '1', GPU: 'off', CONTEXT_TOKENS: '2048' })
  engine = new LlamaEngine(() => 7)
  await engine.start()
})
afterAll(async () => {
  await engine.shutdown()
  await state.remove()
})

const TOKENS = 120
const extraction = pastGate.extraction({
  userId: 'batch',
  departmentId: null,
  instruction: 'Repeat the text.',
  text: 'Potassium 6.1 mmol/L. '.repeat(10),
  schema: { type: 'object', properties: { words: { type: 'string', minLength: 500, maxLength: 900 } } },
  maxTokens: TOKENS,
  priority: 'background',
})

test('a question takes the only slot from batch work, which begins anew after it', async () => {
  const order: string[] = []
  const before = engine.stats().tokens.decoded
  const extracted = engine.extract(extraction, new AbortController().signal).then((result) => {
    order.push('extraction')
    return result
  })
  await expect.poll(() => engine.stats().tokens.decoded).toBeGreaterThan(before + 5)
  const budgets = { thought: 4, definition: 4, mechanism: 4, differential: 4, recommendation: 4 }
  const { result } = readAnswer(await collectEvents(engine, questionOf('What is gout?', { budgets })))
  order.push('question')
  expect(result.outcome).not.toBe('stopped')
  const { outcome, tokens, json } = await extracted
  expect(order).toEqual(['question', 'extraction'])
  expect({ outcome, answer: tokens.answer }).toEqual({ outcome: 'truncated', answer: TOKENS })
  expect(json).toMatch(/^\{\s*"words"/)
})

test('an extraction that its owner stops is stopped, preempted or not', async () => {
  const stop = new AbortController()
  const before = engine.stats().tokens.decoded
  const extracted = engine.extract(extraction, stop.signal)
  await expect.poll(() => engine.stats().tokens.decoded).toBeGreaterThan(before + 5)
  stop.abort()
  expect(await extracted).toMatchObject({ outcome: 'stopped' })
  expect(engine.status().queue).toMatchObject({ running: 0, waiting: 0 })
})
