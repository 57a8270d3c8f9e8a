import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { GenerateRequest } from '@/lib/inference/contract'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { collectEvents, pastGate, questionOf, readAnswer } from '@/lib/testing/ask-engine'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { until } from '@/lib/testing/wait'

const CASE = 'Man of 65 with chest pain for two hours and ST elevation in the inferior leads.'
const SYSTEM = 'You are a reference assistant for ward doctors. Write short sentences. Name units.'

let state: TestState
let engine: LlamaEngine
/** Tokens of the instructions, which everybody shares. */
let instructions: number

beforeAll(async () => {
  state = createTestState({ CPU_THREADS: '1', MAX_PARALLEL: '2', GPU: 'off', CONTEXT_TOKENS: '4096' })
  engine = new LlamaEngine(() => 7)
  await engine.start()
  engine.warm([pastGate.text(SYSTEM)])
  await quiet()
  instructions = engine.stats().tokens.prefilled / 2
})

afterAll(async () => {
  await engine.shutdown()
  await state.remove()
})

beforeEach(() => quiet())

/** Waits until nothing is read ahead any more. */
const quiet = () =>
  until(
    'nothing to be read ahead',
    () => engine.stats().slots.readingAhead,
    (reading) => !reading,
  )

const ask = (question: string, rest: Partial<GenerateRequest<string>> = {}) =>
  questionOf(question, { system: SYSTEM, ...rest })

/** Asks, stops after a few words, and tells what came. */
async function askShortly(request: GenerateRequest, pieces = 3) {
  const stop = new AbortController()
  let heard = 0
  const events = await collectEvents(engine, request, {
    signal: stop.signal,
    onEvent: ({ type }) => {
      if (type === 'thought' || type === 'delta') heard += 1
      if (heard >= pieces) stop.abort()
    },
  })
  return readAnswer(events)
}

/** Two answers that were stopped say the same as far as both go: how many words come before a stop reaches the model is up to the machine. */
function expectSameWords(one: string, other: string): void {
  const both = Math.min(one.length, other.length)
  expect(both).toBeGreaterThan(20)
  expect(one.slice(0, both)).toBe(other.slice(0, both))
}

test('the instructions are read before anybody asks', async () => {
  expect(instructions).toBeGreaterThan(15)
  const { result } = await askShortly(ask(CASE, { userId: 'warm' }))
  expect(result.tokens.cached).toBe(instructions)
})

test('a follow-up reads only what is new', async () => {
  const first = ask(CASE, { userId: 'f', conversationId: 'f1' })
  const { answer, result } = await askShortly(first)
  await quiet()
  const turns = [{ question: CASE, answer }]
  const next = ask('And the dose?', { userId: 'f', conversationId: 'f1', turns })
  const { promptTokens } = await engine.measure(next)
  const before = engine.stats().tokens.prefilled
  const follow = await askShortly(next)
  const words = engine.stats().tokens.prefilled - before
  expect(follow.result.tokens.cached).toBeGreaterThan(result.tokens.prompt)
  // The new question, its turn marks, and the headings of the answer.
  expect(promptTokens - follow.result.tokens.cached).toBeLessThan(20)
  expect(words).toBeLessThan(40)
})

test('a thought is not in the context of the next question', async () => {
  // How long a thought gets is up to the model: the first of twenty seeds that gives one of some length.
  let thought = 0
  let seed = 0
  let answer = {}
  while (thought <= 10 && seed < 20) {
    seed += 1
    await quiet()
    const asked = await askShortly(ask(CASE, { userId: 't', conversationId: `t${seed}`, seed }), 20)
    thought = asked.result.tokens.thought
    answer = asked.answer
  }
  expect(thought, `the thought with seed ${seed}`).toBeGreaterThan(10)
  await quiet()
  const turns = [{ question: CASE, answer }]
  const whole = ask('More?', { userId: 't', conversationId: `t${seed}`, turns })
  const alone = ask('More?', { userId: 'x', conversationId: 'x1', turns })
  const cached = await askShortly({ ...whole, seed: 11 }, 12)
  const fresh = await askShortly({ ...alone, seed: 11 }, 12)
  expect(cached.result.tokens.cached).toBeGreaterThan(fresh.result.tokens.cached)
  expectSameWords(cached.text, fresh.text)
})

test('another person gets nothing but the instructions from the cache, for the very same words', async () => {
  const before = await askShortly(ask(CASE, { userId: 'o', conversationId: 'o1', seed: 21 }), 8)
  await quiet()
  await askShortly(ask(CASE, { userId: 'p', conversationId: 'p1' }))
  await quiet()
  const other = await askShortly(ask(CASE, { userId: 'q', conversationId: 'q1' }))
  expect(other.result.tokens.cached).toBe(instructions)
  await quiet()
  const guessed = await askShortly(ask(CASE, { userId: 'r', conversationId: 'q1' }))
  expect(guessed.result.tokens.cached).toBe(instructions)
  await quiet()
  const ownOther = await askShortly(ask(CASE, { userId: 'r', conversationId: 'r2' }))
  expect(ownOther.result.tokens.cached).toBe(instructions)
  await quiet()
  const after = await askShortly(ask(CASE, { userId: 'z', conversationId: 'z1', seed: 21 }), 8)
  expectSameWords(after.text, before.text)
})

test('a wiped conversation is read anew', async () => {
  const request = ask(CASE, { userId: 'w', conversationId: 'w1' })
  await askShortly(request)
  await quiet()
  await engine.release('w1')
  const { result } = await askShortly(request)
  expect(result.tokens.cached).toBe(instructions)
})

test('a conversation that is wiped while it is answered is forgotten when the answer ends', async () => {
  const request = ask(CASE, { userId: 'v', conversationId: 'v1' })
  const stop = new AbortController()
  await collectEvents(engine, request, {
    signal: stop.signal,
    onEvent: ({ type }) => {
      if (type !== 'section') return
      void engine.release('v1')
      stop.abort()
    },
  })
  await quiet()
  const { result } = await askShortly(request)
  expect(result.tokens.cached).toBe(instructions)
})

test('what an extraction read is not kept', async () => {
  const extract = () =>
    engine.extract(
      pastGate.extraction({
        userId: 'a',
        departmentId: null,
        instruction: 'Give the potassium of the text.',
        text: CASE,
        schema: { type: 'object', properties: { unit: { enum: ['mmol/L'] } } },
        maxTokens: 40,
        priority: 'background',
      }),
      new AbortController().signal,
    )
  const first = await extract()
  const second = await extract()
  expect(second.json).toBe(first.json)
  expect(second.tokens.cached).toBeLessThan(second.tokens.prompt / 2)
  expect(second.tokens.cached).toBeGreaterThan(0)
})

test('the same seed gives the same answer, from a cold cache or a warm one', async () => {
  const request = ask('What is gout?', { userId: 's', conversationId: 's1', seed: 99 })
  const first = await askShortly(request, 40)
  await quiet()
  const second = await askShortly(request, 40)
  const other = await askShortly({ ...request, seed: 100 }, 40)
  expect(first.result.seed).toBe(99)
  expectSameWords(second.text, first.text)
  const both = Math.min(other.text.length, first.text.length)
  expect(other.text.slice(0, both)).not.toBe(first.text.slice(0, both))
  expect(first.result.batched).toBe(false)
})
