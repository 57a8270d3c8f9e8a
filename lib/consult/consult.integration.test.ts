import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listEvents } from '@/lib/audit/list-events'
import { denySession } from '@/lib/auth/denied-sessions'
import { consultStore, ownedConversation, ownedRun } from '@/lib/consult/consult-store'
import { measureQuestion } from '@/lib/consult/measure-question'
import { startRun } from '@/lib/consult/start-run'
import { stopConsulting } from '@/lib/consult/stop-consulting'
import { streamRun } from '@/lib/consult/stream-run'
import { wipeSession } from '@/lib/consult/wipe-conversation'
import { db } from '@/lib/db/client'
import type { FakeEngine } from '@/lib/testing/fake-engine'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { installEngine, installLog, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const CANARY = 'canary-胸痛-7f3a'
const actor = madeUpActor()
const asked = { actor, requestId: 'q1' }

let state: TestState
let fake: FakeEngine
beforeEach(() => {
  state = createTestState()
  fake = installEngine()
  resetProcess('consult-store', 'denied-sessions')
})
afterEach(() => state.remove())

async function ask(question = CANARY, conversationId?: string) {
  const ids = await startRun({ question, ...(conversationId ? { conversationId } : {}) }, asked)
  return { ...ids, run: ownedRun(ids.runId, 's1') }
}
const last = async () => (await listEvents({ limit: 1 })).records[0]

test('the record of the answer is written before the reader hears the end, and holds no text', async () => {
  const { run } = await ask()
  const text = await streamRun(run, 0).text()
  const record = await last()
  expect(record).toMatchObject({ event: 'consult.finished', outcome: 'complete' })
  expect(record?.structure).toBe('definition=5,mechanism=0,differential=0,recommendation=0')
  expect(text).toContain(record?.recordId)
  expect(text).toContain(CANARY)
  for (const name of readdirSync(state.dir).filter((file) => file.includes('.db'))) {
    expect(readFileSync(path.join(state.dir, name)).includes(CANARY)).toBe(false)
  }
})

test('a question that was under way when its session was signed out is not kept and not asked', async () => {
  denySession(actor.sessionId, 'signed_out')
  await expect(ask()).rejects.toMatchObject({ code: 'session_expired', status: 401 })
  expect(fake.calls).toEqual([])
  expect(consultStore().conversations.size).toBe(0)
})

test('without an audit record the model is not asked', async () => {
  // The first record alone is refused: every reading goes on, so that nothing else can be what stops the question.
  await (
    await db()
  ).$executeRaw`CREATE TRIGGER refuse BEFORE INSERT ON AuditEvent WHEN NEW.event = 'consult.started'
    BEGIN SELECT RAISE(ABORT, 'refused'); END`
  await expect(ask()).rejects.toMatchObject({ code: 'audit_unavailable', status: 503 })
  expect(fake.calls).toEqual([])
  expect(consultStore().conversations.size).toBe(0)
})

test('a record that fails at the end turns the answer into an error', async () => {
  fake.mode = 'wait'
  const { run } = await ask()
  await (
    await db()
  ).$executeRaw`ALTER TABLE AuditEvent RENAME TO Gone`
  run.controller.abort()
  await run.finished
  expect(run.events.at(-1)).toMatchObject({ event: 'error', data: { code: 'audit_unavailable' } })
})

test('a stream resumes exactly after the named event, and two readers get the same', async () => {
  const { run } = await ask()
  const [first, second] = await Promise.all([streamRun(run, 0).text(), streamRun(run, 0).text()])
  expect(first).toBe(second)
  const resumed = await streamRun(run, 3).text()
  expect(first.endsWith(resumed)).toBe(true)
  expect(resumed.startsWith('id: 4\n')).toBe(true)
})

test('a run and a conversation of another session are not found', async () => {
  const { runId, conversationId, run } = await ask()
  await run.finished
  expect(() => ownedRun(runId, 's2')).toThrow('not_found')
  expect(() => ownedConversation(conversationId, 's2')).toThrow('not_found')
})

test('one question of a case at a time, and earlier turns reach the model oldest first', async () => {
  fake.mode = 'wait'
  const { conversationId, run } = await ask('first')
  await expect(ask('second', conversationId)).rejects.toMatchObject({ code: 'run_in_progress' })
  run.controller.abort()
  await run.finished
  expect(run.turn.done?.outcome).toBe('stopped')
  fake.mode = 'complete'
  await (
    await ask('second', conversationId)
  ).run.finished
  expect(fake.calls[1]?.turns).toEqual([{ question: 'first', answer: { definition: '答:first' } }])
})

test('a question that is too long is refused before anything runs', async () => {
  fake.tokensOver = 7
  await expect(ask()).rejects.toMatchObject({ code: 'question_too_long', params: { tokensOver: 7 } })
  expect(await last()).toMatchObject({ event: 'consult.refused' })
  expect(fake.calls).toEqual([])
})

test('more questions an hour than the policy allows are refused, with the time to wait', async () => {
  const value = JSON.stringify({ questionsPerHour: 1 })
  await (await db()).policy.create({ data: { key: 'limits', value, updatedAt: new Date() } })
  const { run } = await ask()
  await run.finished
  const refused = ask().catch((error: unknown) => error)
  expect(await refused).toMatchObject({ code: 'question_limit', status: 429, params: { limit: 1 } })
  expect(await last()).toMatchObject({ event: 'consult.refused', detail: '{"code":"question_limit"}' })
})

const askOnRounds = () =>
  startRun({ question: 'at the bedside', onRounds: true }, { actor, requestId: 'req' })

test('a question on a ward round goes before others, is recorded so, and only so often an hour', async () => {
  const value = JSON.stringify({ questionsPerHour: 1 })
  await (await db()).policy.create({ data: { key: 'rounds', value, updatedAt: new Date() } })
  const { runId } = await askOnRounds()
  await consultStore().runs.get(runId)?.finished
  expect(fake.calls.at(-1)?.priority).toBe('rounds')
  const started = await (await db()).auditEvent.findFirst({ where: { runId, event: 'consult.started' } })
  expect(started?.detail).toContain('"priority":"rounds"')
  await expect(askOnRounds()).rejects.toMatchObject({
    code: 'rounds_limit',
    status: 429,
    params: { limit: 1 },
  })
  const { run } = await ask()
  await run.finished
  expect(fake.calls.at(-1)?.priority).toBe('interactive')
})

test('ward-round priority that is switched off is refused', async () => {
  const value = JSON.stringify({ questionsPerHour: 0 })
  await (await db()).policy.create({ data: { key: 'rounds', value, updatedAt: new Date() } })
  await expect(askOnRounds()).rejects.toMatchObject({ code: 'rounds_off', status: 403 })
})

test('a control character is refused with its position', async () => {
  await expect(ask('😀a\u0007')).rejects.toMatchObject({
    code: 'control_characters',
    params: { position: 3 },
  })
})

test('a failure of the model is recorded and told in the language of the run', async () => {
  fake.mode = 'fail'
  const { run } = await ask()
  await run.finished
  expect(run.turn.error).toMatchObject({ code: 'generation_failed' })
  expect(run.turn.error?.message).toMatch(/模型/)
  expect(await last()).toMatchObject({
    outcome: 'failed',
    detail: expect.stringContaining('"code":"generation_failed"') as string,
  })
})

test('a fault of the model is logged by its name alone: not the question, nor what the fault says', async () => {
  const lines = installLog()
  fake.mode = 'break'
  const { run } = await ask()
  await run.finished
  expect(run.turn.error).toMatchObject({ code: 'generation_failed' })
  expect(lines.join('')).toContain('"errorName":"TypeError"')
  expect(lines.join('')).not.toContain(CANARY)
  expect(JSON.stringify((await listEvents({ limit: 50 })).records)).not.toContain(CANARY)
  resetProcess('logger')
})

test('the end of the session wipes its text and ends its streams', async () => {
  fake.mode = 'wait'
  const { run } = await ask()
  const reading = streamRun(run, 0).text()
  wipeSession('s1')
  await run.finished
  expect(await reading).not.toContain('event: done')
  expect(consultStore().runs.size + consultStore().conversations.size + run.events.length).toBe(0)
  expect(await last()).toMatchObject({ event: 'consult.finished', outcome: 'stopped' })
})

test('a stop of the portal ends running answers with shutting_down', async () => {
  fake.mode = 'wait'
  const { run } = await ask()
  await stopConsulting()
  expect(run.turn.error?.code).toBe('shutting_down')
  expect(await last()).toMatchObject({ outcome: 'shutting_down' })
  await expect(ask()).rejects.toMatchObject({ code: 'shutting_down' })
})

test('what it takes to repeat an answer is told at its end and recorded', async () => {
  const { run } = await ask()
  await run.finished
  expect(run.turn.done?.stamp).toMatchObject({ seed: 7, modelSha256: 'f'.repeat(64), contextTokens: 1024 })
  expect(run.turn.done?.stamp.promptVersion).toMatch(/^system-/)
  expect(JSON.parse((await last())?.detail ?? '')).toMatchObject({ seed: 7, batched: false })
})

test('the earlier turns left out for room are told with the answer', async () => {
  fake.droppedTurns = [2]
  const { run } = await ask()
  await run.finished
  expect(run.turn.context).toEqual({ used: 10, limit: 1024, droppedTurns: [2] })
})

test('a wiped case is forgotten by the model too', async () => {
  const { run, conversationId } = await ask()
  await run.finished
  wipeSession('s1')
  expect(fake.released).toEqual([conversationId])
})

test('one person has three questions at the model at most', async () => {
  fake.mode = 'wait'
  for (let i = 0; i < 3; i += 1) await ask()
  await expect(ask()).rejects.toMatchObject({ code: 'own_queue_full', status: 429, params: { own: 3 } })
  expect(await last()).toMatchObject({ event: 'consult.refused', detail: '{"code":"own_queue_full"}' })
  await stopConsulting()
})

test('counting a question asks the model nothing and records nothing', async () => {
  fake.tokensOver = 3
  expect(await measureQuestion({ question: CANARY }, actor)).toMatchObject({
    tokensOver: 3,
    contextLimit: 1024,
  })
  expect(fake.calls).toEqual([])
  expect(await last()).toBeUndefined()
})
