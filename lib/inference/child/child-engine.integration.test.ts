import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ChildEngine } from '@/lib/inference/child/child-engine'
import { networkCanBeCut, startChild } from '@/lib/inference/child/child-process'
import { SECTION_IDS } from '@/lib/inference/contract'
import { beginAnswer, collectEvents, questionOf } from '@/lib/testing/ask-engine'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'
import { until } from '@/lib/testing/wait'
import { bundleEngine } from '@/scripts/bundle-engine.mjs'

const ROOT = path.resolve(import.meta.dirname, '../../..')

let state: TestState
let folder: string
let bundle: string
let engine: ChildEngine
let pid = 0

const ask = (question: string, userId = 'a') => questionOf(question, { userId })
const untilState = (wanted: string) =>
  until(
    `the engine process to be ${wanted}`,
    () => engine.status().state,
    (now) => now === wanted,
  )

beforeAll(async () => {
  folder = mkdtempSync(path.join(ROOT, 'node_modules', '.innerward-child-'))
  bundle = path.join(folder, 'engine-child.mjs')
  await bundleEngine(ROOT, bundle)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function open(): Promise<void> {
  state = createTestState({
    CPU_THREADS: '1',
    MAX_PARALLEL: '1',
    GPU: 'off',
    ENGINE_SILENCE_SECONDS: undefined,
    ENGINE_MEMORY_MIB: undefined,
  })
  engine = new ChildEngine(() => {
    const child = startChild(bundle)
    pid = child.pid ?? 0
    return child
  })
  engine.start()
  await untilState('ready')
}

async function close(): Promise<void> {
  await engine.shutdown()
  await state.remove()
}

describe('a process that is sound', () => {
  beforeAll(open)
  afterAll(close)

  test('an answer comes whole through the process boundary', async () => {
    const { finished } = engine.stats().runs
    const events = await collectEvents(engine, ask('What is gout?'))
    const sections = events.flatMap((event) => (event.type === 'section' ? [event.data.id] : []))
    expect(sections).toEqual([...SECTION_IDS])
    expect(events.at(-1)?.type).toBe('done')
    await expect.poll(() => engine.stats().runs.finished).toBe(finished + 1)
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
    const answer = beginAnswer(engine, ask('What is sepsis?'), stop.signal)
    await answer.heard('section')
    stop.abort()
    expect((await answer.ended).at(-1)).toMatchObject({ type: 'done', data: { outcome: 'stopped' } })
  })
})

describe('a process that fails', () => {
  beforeEach(open)
  afterEach(close)

  test('a crash ends the answer being written, and the one that waits is answered afterwards', async () => {
    const first = beginAnswer(engine, ask('What is gout?', 'a'))
    await first.heard('section')
    const second = beginAnswer(engine, ask('What is asthma?', 'b'))
    await second.heard('queued')
    process.kill(pid, 'SIGKILL')
    await expect(first.ended).rejects.toMatchObject({ code: 'engine_restarted' })
    await expect(engine.measure(ask('x'))).rejects.toMatchObject({ code: 'model_loading' })
    expect((await second.ended).at(-1)).toMatchObject({ type: 'done' })
    expect(engine.stats().faults.restarts).toBe(1)
  })

  test('a process that hangs is ended and started again', async () => {
    const answer = beginAnswer(engine, ask('What is anaemia?'))
    await answer.heard('section')
    setTestEnv({ ENGINE_SILENCE_SECONDS: '2' })
    process.kill(pid, 'SIGSTOP')
    await expect(answer.ended).rejects.toMatchObject({ code: 'engine_restarted' })
    setTestEnv({ ENGINE_SILENCE_SECONDS: undefined })
    await untilState('ready')
    expect(engine.stats().faults.restarts).toBe(1)
  })

  test('a process over its memory limit is ended, and a third crash in a row leaves it down', async () => {
    setTestEnv({ ENGINE_MEMORY_MIB: '256' })
    await untilState('failed')
    expect(engine.stats().faults.restarts).toBe(3)
    await expect(engine.measure(ask('x'))).rejects.toMatchObject({ code: 'model_unavailable' })
  })
})
