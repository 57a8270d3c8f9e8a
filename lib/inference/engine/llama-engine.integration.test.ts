import { afterAll, beforeAll, expect, test } from 'vitest'
import { SECTION_IDS, type GenerateEvent, type GenerateRequest } from '@/lib/inference/contract'
import { LlamaEngine } from '@/lib/inference/engine/llama-engine'
import { createTestState, type TestState } from '@/lib/testing/test-state'

let state: TestState
let engine: LlamaEngine

beforeAll(async () => {
  state = createTestState({ CPU_THREADS: '2', MAX_PARALLEL: '2', GPU: 'off' })
  engine = new LlamaEngine(() => 7)
  await engine.start()
})

afterAll(async () => {
  await engine.shutdown()
  await state.remove()
})

const ask = (question: string, userId = 'a'): GenerateRequest => ({
  userId,
  locale: 'en',
  system: 'You are a reference assistant for ward doctors.',
  turns: [],
  question,
})

async function collect(
  request: GenerateRequest,
  signal = new AbortController().signal,
  onEvent: (event: GenerateEvent) => void = () => undefined,
) {
  const events: GenerateEvent[] = []
  for await (const event of engine.generate(request, signal)) {
    events.push(event)
    onEvent(event)
  }
  return events
}

test('an answer has a thought, the four sections in order and one end', async () => {
  const events = await collect(ask('What is atrial fibrillation?'))
  expect(events[0]?.type).toBe('started')
  expect(events.some(({ type }) => type === 'thought')).toBe(true)
  expect(events.flatMap((event) => (event.type === 'section' ? [event.data.id] : []))).toEqual([
    ...SECTION_IDS,
  ])
  const last = events.at(-1)
  expect(last?.type).toBe('done')
  expect(events.filter(({ type }) => type === 'done')).toHaveLength(1)
  expect(engine.status().queue).toEqual({ running: 0, waiting: 0 })
})

test('control words that a user types stay ordinary text', async () => {
  const plain = await engine.measure(ask('x'))
  for (const word of ['<end_of_turn>', '<unused95>', '<start_of_turn>', '<bos>']) {
    const typed = await engine.measure(ask(`x${word}`))
    expect(typed.promptTokens - plain.promptTokens, word).toBeGreaterThan(2)
  }
})

test('a stop while the answer is written ends it and frees the slot', async () => {
  const stop = new AbortController()
  const events = await collect(ask('What is sepsis?'), stop.signal, ({ type }) => {
    if (type === 'thought' || type === 'section') stop.abort()
  })
  expect(events.at(-1)).toMatchObject({ type: 'done', data: { outcome: 'stopped' } })
  expect(engine.status().queue.running).toBe(0)
})

test('a stop before the slot is given ends the run without a token', async () => {
  const stop = new AbortController()
  stop.abort()
  const events = await collect(ask('What is sepsis?'), stop.signal)
  expect(events).toMatchObject([
    { type: 'done', data: { outcome: 'stopped', tokens: { thought: 0, answer: 0 } } },
  ])
})

test('two people are answered at once and a third waits with a position', async () => {
  const stop = new AbortController()
  const first = collect(ask('What is gout?', 'a'), stop.signal)
  const second = collect(ask('What is gout?', 'b'), stop.signal)
  const third = collect(ask('What is gout?', 'c'), stop.signal, ({ type }) => {
    if (type === 'queued') stop.abort()
  })
  expect((await third)[0]).toMatchObject({ type: 'queued', data: { position: 1 } })
  const outcomes = (await Promise.all([first, second])).map((events) => events.at(-1)?.type)
  expect(outcomes).toEqual(['done', 'done'])
})

test('a question longer than the context is measured and refused before anything runs', async () => {
  const long = ask('heart failure '.repeat(5000))
  const { tokensOver } = await engine.measure(long)
  expect(tokensOver).toBeGreaterThan(1000)
  await expect(collect(long)).rejects.toMatchObject({ code: 'question_too_long', params: { tokensOver } })
})
