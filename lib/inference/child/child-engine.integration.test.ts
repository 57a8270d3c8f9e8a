import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ChildEngine } from '@/lib/inference/child/child-engine'
import { networkCanBeCut, startChild } from '@/lib/inference/child/child-process'
import { SECTION_IDS, type GenerateEvent, type GenerateRequest } from '@/lib/inference/contract'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'
import { bundleEngine } from '@/scripts/bundle-engine.mjs'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const READY = { timeout: 60_000 }

let state: TestState
let folder: string
let engine: ChildEngine
let pid = 0

const ask = (question: string, userId = 'a'): GenerateRequest => ({
  userId,
  departmentId: null,
  conversationId: randomUUID(),
  priority: 'interactive',
  locale: 'en',
  system: 'You are a reference assistant for ward doctors.',
  turns: [],
  question,
})

async function collect(
  request: GenerateRequest,
  onEvent: (event: GenerateEvent) => void = () => undefined,
  signal = new AbortController().signal,
) {
  const events: GenerateEvent[] = []
  for await (const event of engine.generate(request, signal)) {
    events.push(event)
    onEvent(event)
  }
  return events
}

/** Settles once with true when the first piece of the answer is there. */
function untilWriting(request: GenerateRequest) {
  let wrote = (): void => undefined
  const writing = new Promise<void>((resolve) => {
    wrote = resolve
  })
  const ended = collect(request, ({ type }) => {
    if (type === 'thought' || type === 'delta') wrote()
  })
  ended.catch(() => undefined)
  return { writing, ended }
}

const isReady = () => engine.status().state

beforeAll(async () => {
  state = createTestState({
    CPU_THREADS: '1',
    MAX_PARALLEL: '1',
    GPU: 'off',
    ENGINE_SILENCE_SECONDS: '5',
  })
  folder = mkdtempSync(path.join(ROOT, 'node_modules', '.innerward-child-'))
  const bundle = path.join(folder, 'engine-child.mjs')
  await bundleEngine(ROOT, bundle)
  engine = new ChildEngine(() => {
    const child = startChild(bundle)
    pid = child.pid ?? 0
    return child
  })
  engine.start()
  await vi.waitUntil(() => isReady() === 'ready', READY)
})

afterAll(async () => {
  await engine.shutdown()
  rmSync(folder, { recursive: true, force: true })
  await state.remove()
})

test('an answer comes whole through the process boundary', async () => {
  const events = await collect(ask('What is gout?'))
  const sections = events.flatMap((event) => (event.type === 'section' ? [event.data.id] : []))
  expect(sections).toEqual([...SECTION_IDS])
  expect(events.at(-1)?.type).toBe('done')
  await expect.poll(() => engine.stats().runs.finished).toBe(1)
  expect(await engine.measure(ask('x'))).toMatchObject({ tokensOver: 0 })
})

test('the process has no network', () => {
  if (!networkCanBeCut()) {
    process.stdout.write('engine process: skipped because this machine allows no network namespaces\n')
    return
  }
  const devices = readFileSync(`/proc/${pid}/net/dev`, 'utf8').split('\n').slice(2)
  expect(devices.map((line) => line.split(':')[0]?.trim()).filter(Boolean)).toEqual(['lo'])
  expect(readFileSync(`/proc/${pid}/net/route`, 'utf8').trim().split('\n')).toHaveLength(1)
})

test('the process knows no secret of the portal', () => {
  const names = readFileSync(`/proc/${pid}/environ`, 'utf8')
    .split('\0')
    .map((pair) => pair.split('=')[0])
  expect(names.filter((name) => /LDAP|NEXTAUTH|SECRET|PASSWORD/.test(name ?? ''))).toEqual([])
})

test('a stop ends an answer', async () => {
  const stop = new AbortController()
  const events = await collect(
    ask('What is sepsis?'),
    ({ type }) => {
      if (type === 'thought') stop.abort()
    },
    stop.signal,
  )
  expect(events.at(-1)).toMatchObject({ type: 'done', data: { outcome: 'stopped' } })
})

test('a crash ends the answer being written, and the one that waits is answered afterwards', async () => {
  const first = untilWriting(ask('What is gout?', 'a'))
  await first.writing
  const second = collect(ask('What is asthma?', 'b'))
  await expect.poll(() => engine.status().queue.waiting).toBe(1)
  process.kill(pid, 'SIGKILL')
  await expect(first.ended).rejects.toMatchObject({ code: 'engine_restarted' })
  await expect(engine.measure(ask('x'))).rejects.toMatchObject({ code: 'model_loading' })
  expect((await second).at(-1)).toMatchObject({ type: 'done' })
  expect(engine.stats().faults.restarts).toBe(1)
})

test('a process that hangs is ended and started again', async () => {
  const asked = untilWriting(ask('What is anaemia?'))
  await asked.writing
  process.kill(pid, 'SIGSTOP')
  await expect(asked.ended).rejects.toMatchObject({ code: 'engine_restarted' })
  await expect.poll(isReady, READY).toBe('ready')
  expect(engine.stats().faults.restarts).toBe(2)
})

test('a process over its memory limit is ended, and a third crash in a row leaves it down', async () => {
  setTestEnv({ ENGINE_MEMORY_MIB: '256' })
  await expect.poll(isReady, READY).toBe('failed')
  await expect(engine.measure(ask('x'))).rejects.toMatchObject({ code: 'model_unavailable' })
})
