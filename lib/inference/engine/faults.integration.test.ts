import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Token } from 'node-llama-cpp'
import type { GenerateEvent } from '@/lib/inference/contract'
import { answerQuestion } from '@/lib/inference/engine/answer-question'
import { EngineCounters } from '@/lib/inference/engine/engine-counters'
import { loadModel } from '@/lib/inference/engine/load-model'
import { ReadyEngine } from '@/lib/inference/engine/ready-engine'
import { priorityOf } from '@/lib/inference/engine/step-planner'
import { questionOf, readAnswer } from '@/lib/testing/ask-engine'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let engine: ReadyEngine

beforeEach(async () => {
  state = createTestState({ CPU_THREADS: '1', MAX_PARALLEL: '3', GPU: 'off', CONTEXT_TOKENS: '2048' })
  const loaded = await loadModel()
  const { budgets } = loaded.profile
  const short = { thought: 6, definition: 24, mechanism: 6, differential: 6, recommendation: 6 }
  const profile = { ...loaded.profile, budgets: { ...budgets, ...short }, minimumPartTokens: 4 }
  engine = new ReadyEngine(
    { ...loaded, profile },
    { maxQueue: 10, watchdogSeconds: 30, bridgeGaps: false },
    new EngineCounters(),
  )
})

afterEach(async () => {
  await engine.dispose()
  await state.remove()
})

function answer(userId: string, onEvent: (event: GenerateEvent) => void = () => undefined) {
  const request = questionOf('What is gout?', { userId })
  const events: GenerateEvent[] = []
  const ended = answerQuestion({
    engine,
    request,
    prompt: engine.plan(request),
    seed: 7,
    emit: (event) => {
      events.push(event)
      onEvent(event)
    },
    signal: new AbortController().signal,
    accepted: performance.now(),
  })
  return { ended, events }
}

/**
 * Puts a token that does not exist into the next step, past the check that keeps such tokens out: the one way to make
 * a step of a sound model fail, and with it everybody in it.
 */
async function poisonStep(slot: number): Promise<void> {
  const { slots, planner } = engine.loaded
  planner.enter(slot)
  const options = { evaluationPriority: priorityOf(slot) }
  try {
    const poison = slots[slot]?.sequence.evaluateWithoutGeneratingNewTokens([(2 ** 30) as Token], options)
    await expect(poison).rejects.toThrow('Eval has failed')
  } finally {
    planner.leave(slot)
  }
}

test('a failed step is repeated for everybody who had nothing on the screen yet', async () => {
  const first = answer('a')
  const second = answer('b')
  await poisonStep(2)
  await Promise.all([first.ended, second.ended])
  for (const { events } of [first, second]) expect(readAnswer(events).result.tokens.answer).toBeGreaterThan(0)
  const { faults } = engine.counters.stats(engine.gauges())
  expect(faults.failedSteps).toBeGreaterThan(0)
  expect(faults.retries).toBe(faults.failedSteps)
  expect(engine.admission.counts.running).toBe(0)
})

test('an answer that was begun ends with an error, its slot is emptied, and the next one is answered', async () => {
  let over = false
  let poisoning: Promise<void> | null = null
  // A heading is read in a step of its own, so one try may miss the answer.
  const keepPoisoning = async () => {
    while (!over) await poisonStep(2)
  }
  const { ended } = answer('a', ({ type }) => {
    if (type === 'section') poisoning ??= keepPoisoning()
  })
  await expect(ended).rejects.toMatchObject({ code: 'generation_failed' })
  over = true
  await (poisoning as Promise<void> | null)
  await expect.poll(() => engine.admission.counts.running).toBe(0)
  expect(engine.loaded.slots.map(({ tokens }) => tokens.length)).toEqual([0, 0, 0])
  const next = answer('b')
  await next.ended
  expect(next.events.at(-1)?.type).toBe('done')
})
