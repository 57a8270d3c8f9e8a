import { afterEach, beforeEach, expect, test } from 'vitest'
import { appendEvent } from '@/lib/consult/append-event'
import { ownedRun, type Run } from '@/lib/consult/consult-store'
import { startRun } from '@/lib/consult/start-run'
import { streamRun } from '@/lib/consult/stream-run'
import { db } from '@/lib/db/client'
import { FakeEngine } from '@/lib/testing/fake-engine'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { until, within } from '@/lib/testing/wait'

const READERS = 500
const NEVER_MS = 3_600_000

let state: TestState
let run: Run
beforeEach(async () => {
  state = createTestState()
  const fake = new FakeEngine()
  fake.mode = 'wait'
  installEngine(fake)
  resetProcess('consult-store')
  const doctor = await person('doctor.li', 'doctor')
  const { id: sessionId } = await (await db()).session.findFirstOrThrow()
  const { runId } = await startRun({ question: '胸痛' }, { actor: { ...doctor, sessionId }, requestId: 'q' })
  run = ownedRun(runId, sessionId)
  await until('the answer to begin', () => run.events.length >= 3)
})
afterEach(() => state.remove())

const write = (count: number): void => {
  for (let i = 0; i < count; i += 1) {
    appendEvent(run, { event: 'delta', data: { section: 'definition', text: '字' } })
  }
}
const eventsIn = (text: string): number => text.match(/^id: /gm)?.length ?? 0

test(`${READERS} readers that never read hold one piece each and are cut off; one that reads goes on`, async () => {
  const timing = { heartbeatMs: NEVER_MS, sessionCheckMs: 20 }
  let cut = 0
  const silent = Array.from({ length: READERS }, () =>
    streamRun(run, 0, { timing, onEnd: () => void (cut += 1) }),
  )
  let ended = false
  const reading = streamRun(run, 0, { timing, onEnd: () => void (ended = true) }).body?.getReader()
  let read = 0
  const following = (async () => {
    for (let piece = await reading?.read(); piece && !piece.done; piece = await reading?.read()) {
      read += eventsIn(Buffer.from(piece.value).toString())
    }
  })()
  await until('the first piece to be read', () => read > 0)
  write(1000)
  await until(
    'the readers that never read to be cut off',
    () => cut,
    (count) => count === READERS,
  )
  await until(
    'the other one to have read all',
    () => read,
    (count) => count === run.events.length,
  )
  expect({ ended, listeners: run.listeners.size }).toEqual({ ended: false, listeners: 1 })
  for (const response of silent) expect(eventsIn(await response.text())).toBeLessThanOrEqual(64)
  await reading?.cancel()
  await following
})

test('a stream asks proxies not to hold it back, and gives a sign of life while the model says nothing', async () => {
  const response = streamRun(run, 0, { timing: { heartbeatMs: 5, sessionCheckMs: NEVER_MS } })
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'x-accel-buffering': 'no',
    'cache-control': 'no-store, no-transform',
  })
  const reader = response.body?.getReader()
  const next = async () => Buffer.from((await reader?.read())?.value ?? []).toString()
  expect(eventsIn(await within('the first piece', next()))).toBe(run.events.length)
  expect(await within('a sign of life', next())).toBe(': waiting\n\n')
  await reader?.cancel()
})
