import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { listEvents } from '@/lib/audit/list-events'
import type { Actor } from '@/lib/shared/actor'
import { consultStore, ownedConversation, ownedRun } from '@/lib/consult/consult-store'
import { CODE_SECONDS, handovers } from '@/lib/consult/hand-over/handover-store'
import {
  acceptConversation,
  listOffers,
  lookAtOffer,
  offerConversation,
  withdrawOffer,
} from '@/lib/consult/hand-over/hand-over'
import { startRun } from '@/lib/consult/start-run'
import { streamRun } from '@/lib/consult/stream-run'
import { wipeSession } from '@/lib/consult/wipe-conversation'
import { db } from '@/lib/db/client'
import type { FakeEngine } from '@/lib/testing/fake-engine'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { rowIdFor } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const CANARY = 'canary-handover-91c2'

const doctor = (name: string, departmentId: string | null) =>
  madeUpActor({
    userId: rowIdFor(name),
    username: name,
    displayName: name,
    departmentId,
    sessionId: `session-${name}`,
  })
const [li, zhang, wang] = [doctor('li', 'card'), doctor('zhang', 'card'), doctor('wang', 'resp')]
const by = (actor: Actor) => ({ actor, requestId: 'q' })

let state: TestState
let fake: FakeEngine
beforeEach(() => {
  state = createTestState()
  fake = installEngine()
  resetProcess('consult-store', 'handovers')
})
afterEach(async () => {
  vi.useRealTimers()
  await state.remove()
})

async function ask() {
  const ids = await startRun({ question: CANARY }, by(li))
  return { ...ids, run: ownedRun(ids.runId, li.sessionId) }
}
const lastEvents = async () =>
  (await listEvents({ limit: 5 })).records.map(({ event, actorName }) => `${event} ${actorName}`)

test('a case moves while its answer is being written: one reads on, the other has nothing left, both are recorded', async () => {
  fake.mode = 'wait'
  const { conversationId, run } = await ask()
  // Nothing but the move may end this stream.
  const former = streamRun(run, 0, { timing: { heartbeatMs: 1e6, sessionCheckMs: 1e6 } }).text()
  const { code } = await offerConversation(conversationId, by(li))
  expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/)
  expect(await lookAtOffer(code.toLowerCase(), by(zhang))).toEqual({ from: 'li', turns: 1, running: true })
  expect(await acceptConversation(code, by(zhang))).toEqual({ conversationId })
  expect(await lastEvents()).toEqual(
    expect.arrayContaining(['conversation.offered li', 'conversation.accepted zhang']),
  )
  expect(await former).not.toContain('event: done')
  expect(() => ownedConversation(conversationId, li.sessionId)).toThrow('not_found')
  expect(() => ownedRun(run.id, li.sessionId)).toThrow('not_found')
  const reading = streamRun(ownedRun(run.id, zhang.sessionId), 0).text()
  run.controller.abort()
  await run.finished
  expect(await reading).toContain('event: done')
  expect(listOffers(li).offers).toMatchObject([{ conversationId, takenBy: 'zhang' }])
})

test('after the move the case goes with the session of the one who took it, not of the one who gave it', async () => {
  const { conversationId, run } = await ask()
  await run.finished
  const { code } = await offerConversation(conversationId, by(li))
  await acceptConversation(code, by(zhang))
  wipeSession(li.sessionId)
  expect(ownedConversation(conversationId, zhang.sessionId).runs).toHaveLength(1)
  wipeSession(zhang.sessionId)
  expect(consultStore().conversations.size).toBe(0)
})

test('a code works once, not after its time, not after it was withdrawn, and not after the giver has gone', async () => {
  const { conversationId, run } = await ask()
  await run.finished
  const first = await offerConversation(conversationId, by(li))
  const second = await offerConversation(conversationId, by(li))
  await expect(acceptConversation(first.code, by(zhang))).rejects.toMatchObject({ code: 'handover_code' })
  withdrawOffer(conversationId, li)
  await expect(acceptConversation(second.code, by(zhang))).rejects.toMatchObject({ code: 'handover_code' })

  const late = await offerConversation(conversationId, by(li))
  vi.useFakeTimers({ now: Date.now() + CODE_SECONDS * 1000 + 1, toFake: ['Date'] })
  await expect(acceptConversation(late.code, by(zhang))).rejects.toMatchObject({ code: 'handover_code' })
  vi.useRealTimers()

  const gone = await offerConversation(conversationId, by(li))
  wipeSession(li.sessionId)
  await expect(acceptConversation(gone.code, by(zhang))).rejects.toMatchObject({ code: 'handover_code' })
})

test('two people with the same code: one gets the case', async () => {
  const { conversationId, run } = await ask()
  await run.finished
  const { code } = await offerConversation(conversationId, by(li))
  const both = await Promise.allSettled([
    acceptConversation(code, by(zhang)),
    acceptConversation(code, by(doctor('sun', 'card'))),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const accepted = (await lastEvents()).filter((event) => event.startsWith('conversation.accepted'))
  expect(accepted).toHaveLength(1)
})

test('another department is refused and recorded, and nobody without one can offer', async () => {
  const { conversationId, run } = await ask()
  await run.finished
  const { code } = await offerConversation(conversationId, by(li))
  for (const taking of [lookAtOffer(code, by(wang)), acceptConversation(code, by(wang))]) {
    await expect(taking).rejects.toMatchObject({ code: 'handover_department', status: 403 })
  }
  expect(await lastEvents()).toContain('access.denied wang')
  expect(ownedConversation(conversationId, li.sessionId).id).toBe(conversationId)
  await expect(offerConversation(conversationId, by(zhang))).rejects.toMatchObject({ code: 'not_found' })
  const alone = { ...li, departmentId: null }
  await expect(offerConversation(conversationId, by(alone))).rejects.toMatchObject({
    code: 'handover_no_department',
  })
})

test('codes cannot be guessed at: after five wrong ones even the right one waits', async () => {
  const { conversationId, run } = await ask()
  await run.finished
  const { code } = await offerConversation(conversationId, by(li))
  for (let i = 0; i < 5; i += 1) {
    await expect(lookAtOffer('AAAA-AAAA', by(zhang))).rejects.toMatchObject({ code: 'handover_code' })
  }
  await expect(acceptConversation(code, by(zhang))).rejects.toMatchObject({ code: 'too_many_requests' })
  expect(await lookAtOffer(code, by(doctor('sun', 'card')))).toMatchObject({ from: 'li' })
})

test('without an audit record nothing moves, and the code still holds', async () => {
  const { conversationId, run } = await ask()
  await run.finished
  const { code } = await offerConversation(conversationId, by(li))
  await (
    await db()
  ).$executeRaw`ALTER TABLE AuditEvent RENAME TO Gone`
  await expect(acceptConversation(code, by(zhang))).rejects.toMatchObject({ code: 'audit_unavailable' })
  expect(ownedConversation(conversationId, li.sessionId).id).toBe(conversationId)
  expect([...handovers().offers.values()][0]?.takenBy).toBeNull()
})

test('an offer keeps the hash of its code only, and no word of the case', async () => {
  const { conversationId, run } = await ask()
  await run.finished
  const { code } = await offerConversation(conversationId, by(li))
  const kept = JSON.stringify([...handovers().offers.values()])
  expect(kept).not.toContain(code)
  expect(kept).not.toContain(CANARY)
})

test('who takes a case over reads its red flags and answers for its recommendation in person', async () => {
  const { conversationId, run } = await ask()
  await run.finished
  const at = '2026-01-01T00:00:00.000Z'
  run.turn = { ...run.turn, acknowledged: { red_flags: at, answer: at } }
  const { code } = await offerConversation(conversationId, by(li))
  await acceptConversation(code, by(zhang))
  expect(run.turn.acknowledged).toEqual({ red_flags: null, answer: null })
})
