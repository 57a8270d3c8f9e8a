import { afterEach, beforeEach, expect, test } from 'vitest'
import { listEvents } from '@/lib/audit/list-events'
import { ownedRun, type Run } from '@/lib/consult/consult-store'
import { startRun } from '@/lib/consult/start-run'
import { streamRun } from '@/lib/consult/stream-run'
import { db } from '@/lib/db/client'
import { FakeEngine } from '@/lib/testing/fake-engine'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'
import { within } from '@/lib/testing/wait'

let state: TestState
beforeEach(async () => {
  state = createTestState()
  // A model that writes until it is stopped: the real one would be through too soon.
  const fake = new FakeEngine()
  fake.mode = 'wait'
  installEngine(fake)
  resetProcess('consult-store')
  await allow(1)
})
afterEach(() => state.remove())

async function allow(unreadSeconds: number): Promise<void> {
  const value = JSON.stringify({ unreadSeconds })
  const row = { key: 'readers', value, updatedAt: new Date() }
  await (await db()).policy.upsert({ where: { key: 'readers' }, create: row, update: row })
}

async function ask(sessionId: string): Promise<Run> {
  const actor = madeUpActor({ sessionId })
  const { runId } = await startRun({ question: '胸痛' }, { actor, requestId: 'q' })
  return ownedRun(runId, sessionId)
}

/** A reader who has the first events; `leave` is what a closed page does. */
async function read(run: Run, after = 0): Promise<{ leave: () => Promise<void>; first: string }> {
  const reader = streamRun(run, after).body?.getReader()
  if (!reader) throw new Error('no stream')
  const { value } = await reader.read()
  return { leave: () => reader.cancel(), first: Buffer.from(value ?? []).toString() }
}
const stopped = (run: Run) => within('the unread answer to be stopped', run.finished, () => run.turn.state)

/** Lets an answer asked now go unread: when it is stopped, one that went unread before it must be too. */
async function longEnough(): Promise<void> {
  await stopped(await ask('s9'))
}

test('a run that its reader left is stopped, the record says why, and so does the turn', async () => {
  const run = await ask('s1')
  await (await read(run)).leave()
  await stopped(run)
  expect(run.turn).toMatchObject({ state: 'done', done: { outcome: 'stopped', unread: true } })
  const { records } = await listEvents({ limit: 1 })
  expect(records[0]).toMatchObject({ event: 'consult.finished', outcome: 'stopped', runId: run.id })
  expect(JSON.parse(records[0]?.detail ?? '{}')).toMatchObject({ stoppedBy: 'no_reader' })
})

test('a run that nobody ever read is stopped', async () => {
  const run = await ask('s1')
  await stopped(run)
  expect(run.turn.done?.unread).toBe(true)
})

test('a reload before that goes on from the last event, and one reader of two is enough', async () => {
  const run = await ask('s1')
  const before = await read(run)
  await before.leave()
  const after = await read(run, 1)
  expect(after.first.startsWith('id: 2\n')).toBe(true)
  await longEnough()
  expect(run.turn.state).toBe('running')
  await (await read(run)).leave()
  await longEnough()
  expect(run.turn.state).toBe('running')
  await after.leave()
  await stopped(run)
  expect(run.turn.done?.unread).toBe(true)
})

test('a locked screen counts as present until it is unlocked', async () => {
  const client = await db()
  const { userId } = await person('doctor.li', 'doctor')
  const { id } = await client.session.findFirstOrThrow({ where: { userId } })
  await client.session.update({ where: { id }, data: { lockedAt: new Date() } })
  const run = await ask(id)
  await longEnough()
  expect(run.turn.state).toBe('running')
  await client.session.update({ where: { id }, data: { lockedAt: null } })
  await stopped(run)
  expect(run.turn.done?.unread).toBe(true)
})

test('0 leaves an unread run alone, and a stop by its owner is not taken for one of these', async () => {
  await allow(0)
  const run = await ask('s1')
  await allow(1)
  await longEnough()
  expect(run.turn.state).toBe('running')
  run.controller.abort()
  await run.finished
  expect(run.turn).toMatchObject({ state: 'done', done: { outcome: 'stopped', unread: false } })
})
