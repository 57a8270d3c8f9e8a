import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { GenerateRequest } from '@/lib/inference/contract'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { THOUGHT_LEAD } from '@/lib/inference/engine/section-titles'
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

const SEEDS = [11, 12, 13, 14, 15, 16, 17, 18, 19]
/** How many of them must begin alike. */
const ALIKE = 2

/** What the model writes after the words that open every thought, stopped after a few of its own, with each seed. */
async function wordsOf(request: GenerateRequest, pieces: number): Promise<string[]> {
  const words = []
  for (const seed of SEEDS) {
    const { text } = await askShortly({ ...request, seed }, pieces)
    expect(text.startsWith(THOUGHT_LEAD.en)).toBe(true)
    words.push(text.slice(THOUGHT_LEAD.en.length))
  }
  return words
}

/**
 * Some seeds begin with the same words. Sums over a prompt that was read in other pieces differ in their last bits, so that others
 * fall otherwise at a near tie, up to three of five seen; a thought in the context changes the words of all.
 */
function expectSameWords(one: readonly string[], other: readonly string[]): void {
  const pairs = one.map((words, index) => [words.slice(0, 24), other[index]?.slice(0, 24)])
  const alike = pairs.filter(([first, second]) => first === second)
  expect(alike.length, JSON.stringify(pairs)).toBeGreaterThanOrEqual(ALIKE)
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
  const cached = await askShortly(whole)
  const fresh = await askShortly(alone)
  expect(cached.result.tokens.cached).toBeGreaterThan(fresh.result.tokens.cached)
  expectSameWords(await wordsOf(whole, 4), await wordsOf({ ...alone, userId: 'y', conversationId: 'y1' }, 4))
})

test('another person gets nothing but the instructions from the cache, for the very same words', async () => {
  const before = await wordsOf(ask(CASE, { userId: 'o', conversationId: 'o1' }), 4)
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
  expectSameWords(await wordsOf(ask(CASE, { userId: 'z', conversationId: 'z1' }), 4), before)
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
  const request = ask('What is gout?', { userId: 's', conversationId: 's1' })
  const first = await wordsOf(request, 4)
  await quiet()
  expectSameWords(await wordsOf(request, 4), first)
  expect(new Set(first).size).toBeGreaterThan(SEEDS.length / 2)
  const { result } = await askShortly({ ...request, seed: 99 })
  expect(result).toMatchObject({ seed: 99, batched: false })
})
