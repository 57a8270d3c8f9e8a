import { afterEach, beforeEach, expect, test } from 'vitest'
import type { GenerateEvent, GenerateRequest } from '@/lib/inference/contract'
import { answerQuestion } from '@/lib/inference/engine/answer-question'
import { EngineCounters } from '@/lib/inference/engine/engine-counters'
import { loadModel } from '@/lib/inference/engine/load-model'
import { ReadyEngine } from '@/lib/inference/engine/ready-engine'
import { pastGate, questionOf, readAnswer } from '@/lib/testing/ask-engine'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let engine: ReadyEngine

beforeEach(async () => {
  state = createTestState({ CPU_THREADS: '1', MAX_PARALLEL: '3', GPU: 'off', CONTEXT_TOKENS: '2048' })
  const limits = { maxQueue: 10, watchdogSeconds: 30, bridgeGaps: true }
  engine = new ReadyEngine(await loadModel(), limits, new EngineCounters())
})

afterEach(async () => {
  await engine.dispose()
  await state.remove()
})

async function answer(asked: GenerateRequest<string>) {
  const request = pastGate.question(asked)
  const events: GenerateEvent[] = []
  await answerQuestion({
    engine,
    request,
    prompt: engine.plan(request),
    seed: 7,
    emit: (event) => {
      events.push(event)
    },
    signal: new AbortController().signal,
    accepted: performance.now(),
  })
  return readAnswer(events)
}

const budgetsOf = (tokens: number) => ({
  thought: tokens,
  definition: tokens,
  mechanism: tokens,
  differential: tokens,
  recommendation: tokens,
})

test('when the one in the middle ends, the others still share one micro-batch, and nothing is lost', async () => {
  const ask = (userId: string, tokens: number): GenerateRequest =>
    questionOf('What is gout?', { userId, conversationId: userId, budgets: budgetsOf(tokens) })
  const first = answer(ask('a', 20))
  const middle = answer(ask('b', 3))
  const last = answer(ask('c', 20))
  const short = await middle
  const { steps } = engine.gauges()
  await Promise.all([first, last])
  const after = engine.gauges().steps
  expect(after.decode - steps.decode).toBeGreaterThan(20)
  // The slot in the middle joins within a step or two.
  const extra = after.microBatches - steps.microBatches - (after.decode - steps.decode)
  expect(extra).toBeLessThanOrEqual(3)
  const turns = [{ question: 'What is gout?', answer: short.answer }]
  const follow = await answer({ ...ask('b', 3), question: 'And the dose?', turns })
  expect(follow.result.tokens.cached).toBeGreaterThanOrEqual(short.result.tokens.prompt - 3)
})
