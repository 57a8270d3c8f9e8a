import { createServer, get } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listEvents } from '@/lib/audit/list-events'
import { QUESTION_MAX_CHARACTERS } from '@/lib/consult/contract'
import { ownedRun } from '@/lib/consult/consult-store'
import { inspectQuestion } from '@/lib/consult/inspect-question'
import { measureQuestion } from '@/lib/consult/measure-question'
import { openStream } from '@/lib/consult/open-stream'
import { startRun } from '@/lib/consult/start-run'
import { readers, stopReaders } from '@/lib/quarantine/readers'
import type { FakeEngine } from '@/lib/testing/fake-engine'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const actor = madeUpActor()
const asked = { actor, requestId: 'q1' }
const CASE = '65岁男性，胸痛2小时，血钾5.8mmol/L，青霉素过敏，口服华法林2.5mg qd。'

let state: TestState
let fake: FakeEngine
beforeEach(() => {
  state = createTestState()
  fake = installEngine()
  resetProcess('consult-store', 'readers')
})
afterEach(() => {
  stopReaders()
  return state.remove()
})

/** The model takes any length, so that a text is as long as the portal reads at all. */
function takeLongQuestions(): void {
  const { model, ...status } = fake.status()
  fake.status = () => ({ ...status, model: { ...model, contextTokens: QUESTION_MAX_CHARACTERS } })
}

test('a request of another person is answered before the check of a long text is', async () => {
  takeLongQuestions()
  const server = createServer((_, response) => response.end('ready')).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  // The reader is there already, so that its start is not what makes the check late.
  await inspectQuestion({ question: CASE }, actor)
  const order: string[] = []
  const question = CASE.repeat(Math.floor(100_000 / CASE.length))
  const check = inspectQuestion({ question }, actor).then(() => order.push('check'))
  for (let i = 0; i < 3; i += 1) {
    await new Promise((resolve) => {
      get({ host: '127.0.0.1', port, agent: false }, (answer) => answer.resume().once('end', resolve))
    })
    order.push('health')
  }
  await check
  server.close()
  expect(order).toEqual(['health', 'health', 'health', 'check'])
})

test('a newer check of the session answers the earlier one at once; another person’s goes on', async () => {
  const question = CASE.repeat(60)
  const first = inspectQuestion({ question }, actor)
  const other = inspectQuestion({ question }, { ...actor, userId: 'u2', sessionId: 's2' })
  const second = inspectQuestion({ question: CASE }, actor)
  await expect(first).rejects.toMatchObject({ code: 'superseded', status: 409 })
  expect((await second).facts.length).toBeGreaterThan(3)
  expect((await other).facts.length).toBeGreaterThan(3)
})

test('what cannot fit the context is refused before a word of it is read', async () => {
  const question = CASE.repeat(1000)
  const refused = { code: 'question_too_long', status: 422 }
  await expect(startRun({ question }, asked)).rejects.toMatchObject(refused)
  await expect(inspectQuestion({ question }, actor)).rejects.toMatchObject(refused)
  expect(await measureQuestion({ question }, actor)).toMatchObject({ contextLimit: 1024 })
  expect((await measureQuestion({ question }, actor)).tokensOver).toBeGreaterThan(0)
  expect(readers().pids()).toEqual([])
  const [record] = (await listEvents({ limit: 1 })).records
  expect(record).toMatchObject({ event: 'consult.refused', detail: '{"code":"question_too_long"}' })
})

test('one person follows eight answers at once, and a ninth when one of them is left', async () => {
  fake.mode = 'wait'
  const { runId } = await startRun({ question: CASE }, asked)
  const run = ownedRun(runId, 's1')
  const open = Array.from({ length: 8 }, () => openStream(run, 0, 'u1'))
  expect(() => openStream(run, 0, 'u1')).toThrow(
    expect.objectContaining({
      code: 'too_many_streams',
      status: 429,
      params: { limit: 8, retryAfterSeconds: 5 },
    }),
  )
  const others = openStream(run, 0, 'u2')
  await open[0]?.body?.cancel()
  await open[0]?.body?.cancel()
  const ninth = openStream(run, 0, 'u1')
  expect(() => openStream(run, 0, 'u1')).toThrow(expect.objectContaining({ code: 'too_many_streams' }))
  for (const response of [...open.slice(1), others, ninth]) await response.body?.cancel()
  run.controller.abort()
  await run.finished
})

test('what was read when the question was taken in is what the review and the terms of the run use', async () => {
  const { runId } = await startRun({ question: CASE }, asked)
  const run = ownedRun(runId, 's1')
  await run.finished
  expect(run.reading.text).toBe(CASE)
  expect(run.reading.facts.map(({ kind }) => kind)).toContain('allergy')
  const terms = run.turn.terms.filter((term) => term.in === 'question')
  expect(terms.map(({ surface }) => surface)).toEqual(run.reading.terms.map(({ surface }) => surface))
})
