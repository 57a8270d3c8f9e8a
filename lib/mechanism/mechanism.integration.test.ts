import { afterEach, beforeEach, expect, test } from 'vitest'
import { listEvents } from '@/lib/audit/list-events'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { extractMechanism } from '@/lib/mechanism/extract-mechanism'
import {
  endPresentation,
  endPresentationOf,
  startPresentation,
  stopPresenting,
} from '@/lib/mechanism/present'
import type { FakeEngine } from '@/lib/testing/fake-engine'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const TEXT = '斑块破裂导致血栓形成。血栓一旦堵住冠脉，心肌便缺血。'

let state: TestState
let fake: FakeEngine
let actor: Actor
beforeEach(async () => {
  state = createTestState()
  fake = installEngine()
  resetProcess('presentations')
  actor = await person('doctor.li', 'doctor')
})
afterEach(() => state.remove())

const asked = () => ({ actor, requestId: 'q1', signal: new AbortController().signal })
const events = async () =>
  (await listEvents({ limit: 20 })).records.reverse().map(({ event, outcome }) => `${event} ${outcome ?? ''}`)

test('the model adds links that stand in the text, between two records without a word of it', async () => {
  const quote = '血栓一旦堵住冠脉，心肌便缺血'
  fake.extracted = JSON.stringify({
    links: [
      { quote, cause: '血栓一旦堵住冠脉', effect: '心肌便缺血', kind: 'causes' },
      { quote: '血栓导致猝死', cause: '血栓', effect: '猝死', kind: 'causes' },
    ],
  })
  const { graph, added, dropped } = await extractMechanism({ text: TEXT }, asked())
  expect({ added, dropped, edges: graph.edges.length }).toEqual({ added: 1, dropped: 1, edges: 2 })
  expect(fake.extractions[0]?.priority).toBe('background')
  expect(await events()).toEqual(['mechanism.started ok', 'mechanism.finished complete'])
  expect(JSON.stringify(await listEvents({ limit: 20 }))).not.toContain('血栓')
})

test('a failed extraction closes its record, and without a trail the model is not asked', async () => {
  fake.mode = 'fail'
  await expect(extractMechanism({ text: TEXT }, asked())).rejects.toMatchObject({ code: 'generation_failed' })
  expect(await events()).toEqual(['mechanism.started ok', 'mechanism.finished failed'])
  await (
    await db()
  ).$executeRaw`ALTER TABLE AuditEvent RENAME TO Gone`
  fake.extractions = []
  await expect(extractMechanism({ text: TEXT }, asked())).rejects.toMatchObject({ code: 'audit_unavailable' })
  expect(fake.extractions).toEqual([])
})

test('a presentation is bounded, recorded at both ends, and belongs to its session', async () => {
  const { id, endsAt, idleSeconds } = await startPresentation(30, asked())
  expect(Date.parse(endsAt) - Date.now()).toBeLessThanOrEqual(30 * 60_000)
  expect(idleSeconds).toBe(900)
  await expect(endPresentation(id, 'another session')).rejects.toMatchObject({ code: 'not_found' })
  await endPresentation(id, actor.sessionId)
  await expect(endPresentation(id, actor.sessionId)).rejects.toMatchObject({ code: 'not_found' })
  await startPresentation(15, asked())
  endPresentationOf(actor.sessionId)
  await expect.poll(events).toHaveLength(4)
  await startPresentation(15, asked())
  await stopPresenting()
  expect((await events()).slice(4)).toEqual(['presentation.started ok', 'presentation.ended shutting_down'])
})

test('without a trail the lock is not held off', async () => {
  await (
    await db()
  ).$executeRaw`ALTER TABLE AuditEvent RENAME TO Gone`
  await expect(startPresentation(30, asked())).rejects.toMatchObject({ code: 'audit_unavailable' })
})
