import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SECTION_IDS, type GenerateEvent, type GenerateRequest } from '@/lib/inference/contract'
import { RemoteEngine } from '@/lib/inference/remote/remote-engine'
import { answerWithThought, beginAnswer, collectEvents, pastGate, questionOf } from '@/lib/testing/ask-engine'
import { createAuthority, createCertificate } from '@/lib/testing/certificates'
import { llamaServerMissing, startLlamaServer, type LlamaServer } from '@/lib/testing/llama-server'
import { startMutualTls } from '@/lib/testing/mutual-tls'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const missing = llamaServerMissing()
if (missing) process.stdout.write(`remote engine: ${missing}\n`)

const PROFILE = {
  budgets: { thought: 48, definition: 48, mechanism: 48, differential: 48, recommendation: 48 },
  minimumPartTokens: 16,
  sampling: { temperature: 0.7, topK: 64, topP: 0.95 },
}
const WEIGHTS = '0'.repeat(64)

const ask = (question: string, userId = 'a') => questionOf(question, { userId })

describe.skipIf(missing !== null)('two servers of the completions interface', () => {
  let state: TestState
  let servers: LlamaServer[]
  let engine: RemoteEngine

  const open = (endpoints: readonly Record<string, unknown>[]): RemoteEngine => {
    const file = path.join(state.dir, `endpoints-${randomUUID()}.json`)
    const model = {
      id: 'demo',
      name: 'Demo',
      sha256: WEIGHTS,
      contextTokens: 2048,
      guidedThought: true,
      profile: PROFILE,
    }
    writeFileSync(file, JSON.stringify({ model, endpoints }))
    return new RemoteEngine(file)
  }
  const listed = () =>
    servers.map(({ url }, i) => ({
      ...{ id: `gpu${i + 1}`, url, kind: 'llama-server', model: 'demo', maxConcurrent: 2 },
    }))

  const collect = (request: GenerateRequest<string>) => collectEvents(engine, request)
  const doneOf = (events: readonly GenerateEvent[]) => {
    const last = events.at(-1)
    if (last?.type !== 'done') throw new Error('the run did not end with done')
    return last.data
  }

  beforeAll(async () => {
    state = createTestState({ MAX_QUEUE: '4' })
    servers = await Promise.all([startLlamaServer(), startLlamaServer()])
  })

  beforeEach(async () => {
    await Promise.all(servers.map((server) => server.restart()))
    engine = open(listed())
    await engine.start()
  })

  afterEach(() => engine.shutdown())

  afterAll(async () => {
    await Promise.all(servers.map((server) => server.kill()))
    await state.remove()
  })

  test('an answer has a thought, the four sections in order and one end', async () => {
    expect(engine.status()).toMatchObject({ state: 'ready', gpu: { ok: true, name: '2/2', mode: 'remote' } })
    const events = await collect(ask('What is atrial fibrillation?'))
    expect(events[0]?.type).toBe('started')
    const sections = events.flatMap((event) => (event.type === 'section' ? [event.data.id] : []))
    expect(sections).toEqual([...SECTION_IDS])
    const { thought, answer } = doneOf(events).tokens
    expect(Math.min(thought, answer)).toBeGreaterThan(0)
    expect(JSON.stringify(events)).not.toMatch(/<(end_of_turn|eos)>/)
    expect(engine.status().queue).toMatchObject({ running: 0, waiting: 0 })
  })

  test('a thought is told in words, before the first section', async () => {
    const types = (await answerWithThought(engine, 'What is atrial fibrillation?')).map(({ type }) => type)
    expect(types.lastIndexOf('thought')).toBeLessThan(types.indexOf('section'))
  })

  test('a follow-up finds its case cached, and nobody else does', async () => {
    const first = ask(`A patient with chest pain. ${'The story is long. '.repeat(30)}`)
    const { tokens } = doneOf(await collect(first))
    const again = doneOf(await collect({ ...first, question: `${first.question} And now?` }))
    expect(again.tokens.cached).toBeGreaterThan(tokens.prompt / 2)
    const other = doneOf(await collect({ ...first, userId: 'b', conversationId: randomUUID() }))
    expect(other.tokens.cached).toBe(0)
    await engine.release(first.conversationId)
    const released = doneOf(await collect(first))
    expect(released.tokens.cached).toBe(0)
  })

  test('a stop ends the answer and frees the place', async () => {
    const stop = new AbortController()
    const answer = beginAnswer(engine, ask('What is sepsis?'), stop.signal)
    await answer.heard('section')
    stop.abort()
    expect(doneOf(await answer.ended).outcome).toBe('stopped')
    expect(engine.stats().endpoints.map(({ running }) => running)).toEqual([0, 0])
  })

  test('what is not asked yet is counted on this machine, never too low, and control words stay text', async () => {
    const plain = await engine.measure(ask('x'))
    expect(plain.estimated).toBe(true)
    expect(plain.promptTokens).toBeGreaterThanOrEqual(doneOf(await collect(ask('x'))).tokens.prompt)
    const typed = doneOf(await collect(ask('x<end_of_turn>'))).tokens.prompt
    expect(typed - doneOf(await collect(ask('x'))).tokens.prompt).toBeGreaterThan(2)
    const longer = await engine.measure({ ...ask('x'), budgets: { recommendation: 98 } })
    expect(longer.reservedTokens - plain.reservedTokens).toBe(50)
    const long = await engine.measure(ask('heart failure '.repeat(2000)))
    expect(long.tokensOver).toBeGreaterThan(2000)
    await expect(collect(ask('heart failure '.repeat(2000)))).rejects.toMatchObject({
      code: 'question_too_long',
    })
  })

  test('an extraction is JSON of the form that was asked for', async () => {
    const request = pastGate.extraction({
      userId: 'a',
      departmentId: null,
      instruction: 'Extract the drug and its dose.',
      text: 'Aspirin 100 mg once daily.',
      schema: {
        type: 'object',
        properties: { drug: { enum: ['aspirin', 'other'] }, dose: { type: 'integer' } },
      },
      maxTokens: 60,
      priority: 'background',
    })
    const { json, outcome } = await engine.extract(request, new AbortController().signal)
    expect(outcome).toBe('complete')
    const extracted = JSON.parse(json) as Record<string, unknown>
    expect(Object.keys(extracted)).toEqual(['drug', 'dose'])
  })

  test('a server that dies in the middle of an answer is replaced at the same word', async () => {
    const request = ask('What is heart failure?')
    let killed = false
    const events = await collectEvents(engine, request, {
      onEvent: ({ type, data }) => {
        // In the middle of a part where the model writes words; in any case before the last part.
        const now = type === 'delta' || (type === 'section' && data.id === 'recommendation')
        if (killed || !now) return
        killed = true
        const busy = engine.stats().endpoints.findIndex(({ running }) => running > 0)
        void servers[busy]?.kill()
      },
    })
    expect(killed).toBe(true)
    const { outcome, tokens } = doneOf(events)
    expect(['complete', 'truncated', 'repeated']).toContain(outcome)
    expect(tokens.answer).toBeGreaterThan(10)
    expect(events.filter(({ type }) => type === 'section')).toHaveLength(4)
    expect(engine.status()).toMatchObject({ state: 'ready', gpu: { ok: false, name: '1/2' } })
  })

  test('with every server dead the error is clear, and one that comes back is used again', async () => {
    await Promise.all(servers.map((server) => server.kill()))
    await expect(collect(ask('What is gout?'))).rejects.toMatchObject({
      code: expect.stringMatching(/^(generation_failed|model_unavailable)$/) as string,
    })
    await servers[0]?.restart()
    await expect.poll(() => engine.status().gpu.name).toBe('1/2')
    expect(doneOf(await collect(ask('What is gout?'))).tokens.answer).toBeGreaterThan(0)
  })
})

describe.skipIf(missing !== null)('a server that asks for a certificate and a key', () => {
  test('answers the portal that has both, and is down for one that has not', async () => {
    const state = createTestState()
    const authority = createAuthority(state.dir, 'authority')
    const own = createCertificate(state.dir, { authority, host: 'localhost' })
    const portal = createCertificate(state.dir, { authority, host: 'portal' })
    const apiKeyFile = path.join(state.dir, 'api-key')
    writeFileSync(apiKeyFile, 'correct horse\n', { mode: 0o600 })
    const server = await startLlamaServer(['--api-key', 'correct horse'])
    const front = await startMutualTls({ certificate: own, authority, to: server.url })
    const open = (given: Record<string, string>) => {
      const file = path.join(state.dir, `endpoints-${randomUUID()}.json`)
      const model = { id: 'demo', name: 'Demo', sha256: WEIGHTS, contextTokens: 2048, profile: PROFILE }
      const endpoint = { id: 'a', url: front.url, kind: 'llama-server', model: 'demo', maxConcurrent: 1 }
      writeFileSync(file, JSON.stringify({ model, endpoints: [{ ...endpoint, ...given }] }))
      return new RemoteEngine(file)
    }
    const caFile = authority.certFile
    const certified = { caFile, certFile: portal.certFile, keyFile: portal.keyFile }
    const attempts = [
      { ...certified, apiKeyFile },
      certified,
      { caFile, apiKeyFile },
      { ...certified, apiKeyFile, caFile: portal.certFile },
    ]
    const states = []
    for (const given of attempts) {
      const engine = open(given)
      await engine.start()
      states.push(engine.status().gpu.name)
      await engine.shutdown()
    }
    expect(states).toEqual(['1/1', '0/1', '0/1', '0/1'])
    await front.stop()
    await server.kill()
    await state.remove()
  })
})

test.each([
  ['plain http to another machine', { url: 'http://10.0.0.7:8000' }, 'https'],
  ['an address with a path', { url: 'http://127.0.0.1:8000/v1' }, 'endpoints.0.url'],
  ['an address with a name and a password', { url: 'https://a:b@10.0.0.7' }, 'endpoints.0.url'],
  ['an address with a query', { url: 'https://10.0.0.7/?to=elsewhere' }, 'endpoints.0.url'],
  ['a file', { url: 'file:///etc/passwd' }, 'endpoints.0.url'],
  ['a loopback look-alike', { url: 'http://127.0.0.1.example.org' }, 'https'],
  ['a kind that is not known', { kind: 'other' }, 'endpoints.0.kind'],
])('%s is refused at start', async (_, wrong, named) => {
  const state = createTestState()
  const file = path.join(state.dir, 'endpoints.json')
  const endpoint = {
    id: 'a',
    url: 'http://127.0.0.1:1',
    kind: 'vllm',
    model: 'm',
    maxConcurrent: 1,
    ...wrong,
  }
  const model = { id: 'demo', name: 'Demo', sha256: WEIGHTS, contextTokens: 2048 }
  writeFileSync(file, JSON.stringify({ model, endpoints: [endpoint] }))
  expect(() => new RemoteEngine(file)).toThrow(named)
  await state.remove()
})
