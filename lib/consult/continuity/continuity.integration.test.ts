import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GET as readConversation } from '@/app/api/consult/conversations/[id]/route'
import {
  DELETE as deleteDraft,
  GET as readDraft,
  PUT as saveDraft,
} from '@/app/api/consult/drafts/[id]/route'
import { GET as readKept } from '@/app/api/consult/kept/route'
import { POST as secure } from '@/app/api/session/secure/route'
import { endSession, type EndReason } from '@/lib/auth/end-session'
import { lockSession } from '@/lib/auth/lock-session'
import { followRights } from '@/lib/auth/follow-rights'
import { onRightsChanged, onSessionEnded, onSessionOpened } from '@/lib/auth/session-events'
import { consultStore, ownedRun } from '@/lib/consult/consult-store'
import { leaveSession } from '@/lib/consult/continuity/leave-session'
import { loseRight, NOTICE_SECONDS } from '@/lib/consult/continuity/lose-right'
import { takeBack } from '@/lib/consult/continuity/take-back'
import { startRun } from '@/lib/consult/start-run'
import { streamRun } from '@/lib/consult/stream-run'
import { db } from '@/lib/db/client'
import type { RouteHandler } from '@/lib/http/define-route'
import type { FakeEngine } from '@/lib/testing/fake-engine'
import { enterSession } from '@/lib/testing/enter-session'
import { person } from '@/lib/testing/people'
import { installEngine, installLog, resetProcess } from '@/lib/testing/process-parts'
import { createTestState, type TestState } from '@/lib/testing/test-state'

vi.mock('next/headers', () => import('@/lib/testing/next-headers'))
onSessionEnded(({ sessionId, keeps }) => leaveSession(sessionId, keeps))
onSessionOpened(takeBack)
onRightsChanged(loseRight)

const TYPED = 'canary-夜间盗汗-5d17'
let state: TestState
let fake: FakeEngine
beforeEach(() => {
  state = createTestState({ SESSION_IDLE_SECONDS: '900' })
  fake = installEngine()
  resetProcess('consult-store', 'lock-state', 'denied-sessions')
})
afterEach(async () => {
  vi.useRealTimers()
  resetProcess('logger')
  await state.remove()
})

async function call(
  handler: RouteHandler,
  method: string,
  { id = '', body }: { id?: string; body?: object },
) {
  const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }
  const sent = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
  const answer = await handler(new Request('http://localhost:6006/api/x', sent), {
    params: Promise.resolve({ id }),
  })
  return { status: answer.status, text: await answer.text() }
}
const save = (text: string, id = 'new') => call(saveDraft, 'PUT', { id, body: { text } })
const draft = async (id = 'new') => {
  const { status, text } = await call(readDraft, 'GET', { id })
  return status === 200 ? (JSON.parse(text) as { text: string }).text : status
}
const doctor = async (name: string) => (await person(name, 'doctor')).userId

/** A doctor with a case, a follow-up typed for it, and a question typed for a new one. */
async function atWork(name = 'li') {
  const userId = await doctor(name)
  const { actor } = await enterSession(userId)
  const { conversationId, runId } = await startRun({ question: TYPED }, { actor, requestId: 'q' })
  await save('跟进', conversationId)
  await save(TYPED)
  return { userId, actor, conversationId, run: ownedRun(runId, actor.sessionId) }
}

test('a draft is kept for its case alone, with no record and no line of the log', async () => {
  const { conversationId } = await atWork()
  const lines = installLog()
  const records = async () => (await db()).auditEvent.count()
  const before = await records()
  expect((await save(`${TYPED}二`)).status).toBe(204)
  expect(await draft()).toBe(`${TYPED}二`)
  expect(await draft(conversationId)).toBe('跟进')
  expect((await call(deleteDraft, 'DELETE', { id: 'new' })).status).toBe(204)
  expect(await draft()).toBe('')
  expect(await records()).toBe(before)
  expect(lines).toEqual([])
})

test('a draft is refused when it is too long, comes too often, or its case is another person’s', async () => {
  vi.useFakeTimers({ now: Date.now(), toFake: ['Date'] })
  const { conversationId } = await atWork()
  expect((await save('长'.repeat(120_001))).status).toBe(400)
  for (const text of ['一', '二', '三', '四']) expect((await save(text)).status).toBe(204)
  expect((await save('五')).status).toBe(429)
  await enterSession(await doctor('zhang'))
  expect((await save('三')).status).toBe(204)
  expect((await save('四', conversationId)).status).toBe(404)
  expect(await draft(conversationId)).toBe(404)
})

test('behind a locked screen no draft is read or written, and the counts hold no word', async () => {
  const { actor } = await atWork()
  await lockSession(actor)
  expect(await draft()).toBe(423)
  expect((await save('五')).status).toBe(423)
  const { status, text } = await call(readKept, 'GET', {})
  expect(status).toBe(200)
  expect(JSON.parse(text)).toMatchObject({ cases: 1, drafts: 2, wipedAt: null })
  expect(text).not.toContain(TYPED)
})

test.each<EndReason>([
  'superseded',
  'secured',
  'absolute',
  'signed_in_elsewhere',
  'directory_unknown',
  'unlock_failures',
])(
  'after an end that is not theirs (%s) the person’s next sign-in has cases and drafts again, once',
  async (reason) => {
    const { userId, actor, conversationId } = await atWork()
    const colleague = await doctor('zhang')
    await endSession(actor.sessionId, reason)
    await enterSession(colleague)
    expect((await call(readConversation, 'GET', { id: conversationId })).status).toBe(404)
    expect(await draft(conversationId)).toBe(404)
    expect(await draft()).toBe('')
    const { actor: back } = await enterSession(userId)
    expect((await call(readConversation, 'GET', { id: conversationId })).text).toContain(TYPED)
    expect(await draft(conversationId)).toBe('跟进')
    expect(await draft()).toBe(TYPED)
    const taken = await (await db()).auditEvent.findMany({ where: { event: 'conversation.taken_back' } })
    expect(taken.map(({ actorId, detail }) => [actorId, JSON.parse(detail ?? '') as unknown])).toMatchObject([
      [userId, { cases: 1 }],
    ])
    // A second session that is open beside the first has nothing of it.
    await enterSession(userId)
    expect((await call(readConversation, 'GET', { id: conversationId })).status).toBe(404)
    expect(consultStore().conversations.get(conversationId)?.sessionId).toBe(back.sessionId)
  },
)

test.each<EndReason>(['signed_out', 'signed_out_everywhere', 'revoked', 'user_disabled', 'idle'])(
  'an end that destroys (%s) leaves nothing for anybody',
  async (reason) => {
    const { userId, actor, conversationId } = await atWork()
    await endSession(actor.sessionId, reason)
    expect(consultStore().conversations.size + consultStore().drafts.size + consultStore().parked.size).toBe(
      0,
    )
    await enterSession(userId)
    expect((await call(readConversation, 'GET', { id: conversationId })).status).toBe(404)
    expect(await draft()).toBe('')
  },
)

test('what waits for a person is destroyed at the idle limit of the session that left it', async () => {
  const { actor, conversationId } = await atWork()
  const lastActionAt = new Date(Date.now() - 800_000)
  await (await db()).session.update({ where: { id: actor.sessionId }, data: { lastActionAt } })
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await endSession(actor.sessionId, 'secured')
  await vi.waitUntil(() => vi.getTimerCount() > 0)
  vi.advanceTimersByTime(99_000)
  expect(consultStore().conversations.has(conversationId)).toBe(true)
  vi.advanceTimersByTime(2000)
  expect(consultStore().conversations.size + consultStore().parked.size).toBe(0)
})

test('a second person may take the PC: the first has everything again', async () => {
  const { userId, actor, conversationId } = await atWork()
  await lockSession(actor)
  expect((await call(secure, 'POST', {})).status).toBe(204)
  expect((await call(readKept, 'GET', {})).status).toBe(401)
  await enterSession(await doctor('zhang'))
  expect(JSON.parse((await call(readKept, 'GET', {})).text)).toMatchObject({ cases: 0, drafts: 0 })
  await enterSession(userId)
  expect((await call(readConversation, 'GET', { id: conversationId })).status).toBe(200)
})

test('who locks one PC and signs in at another goes on there', async () => {
  const { userId, actor, conversationId } = await atWork()
  await lockSession(actor)
  const { actor: there } = await enterSession(userId)
  expect((await call(readConversation, 'GET', { id: conversationId })).status).toBe(200)
  expect(await draft()).toBe(TYPED)
  expect(consultStore().drafts.has(actor.sessionId)).toBe(false)
  expect(consultStore().conversations.get(conversationId)?.sessionId).toBe(there.sessionId)
})

test('of two sign-ins at the same time one has it', async () => {
  const { userId, actor, conversationId } = await atWork()
  await endSession(actor.sessionId, 'secured')
  const [one, other] = await Promise.all([enterSession(userId), enterSession(userId)])
  const holder = consultStore().conversations.get(conversationId)?.sessionId
  expect([one.actor.sessionId, other.actor.sessionId]).toContain(holder)
  expect(consultStore().drafts.size).toBe(1)
  expect(consultStore().parked.size).toBe(0)
})

test('what cannot be recorded is not taken back, and goes on waiting', async () => {
  const { userId, actor, conversationId } = await atWork()
  await endSession(actor.sessionId, 'secured')
  const client = await db()
  await client.$executeRaw`ALTER TABLE AuditEvent RENAME TO Gone`
  await enterSession(userId)
  expect(consultStore().conversations.get(conversationId)?.sessionId).toBeNull()
  await client.$executeRaw`ALTER TABLE Gone RENAME TO AuditEvent`
  await enterSession(userId)
  expect((await call(readConversation, 'GET', { id: conversationId })).status).toBe(200)
})

const take = async (userId: string, role: string) => {
  await (await db()).roleGrant.deleteMany({ where: { userId, role } })
  await followRights(userId)
}
const give = async (userId: string, role: string) => {
  await (await db()).roleGrant.create({ data: { userId, role, source: 'manual' } })
  await followRights(userId)
}

test('who loses the doctor role reads no more from that moment, and the cases are wiped after a notice', async () => {
  fake.mode = 'wait'
  const { userId, conversationId, run } = await atWork()
  await give(userId, 'auditor')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  // Nothing but the loss may end this stream.
  const reading = streamRun(run, 0, { timing: { heartbeatMs: 1e6, sessionCheckMs: 1e6 } }).text()
  await take(userId, 'doctor')
  expect(await reading).not.toContain('event: done')
  expect((await call(readConversation, 'GET', { id: conversationId })).status).toBe(403)
  const { wipedAt } = JSON.parse((await call(readKept, 'GET', {})).text) as { wipedAt: string | null }
  expect(wipedAt).not.toBeNull()
  vi.advanceTimersByTime((NOTICE_SECONDS - 1) * 1000)
  expect(consultStore().conversations.size).toBe(1)
  vi.advanceTimersByTime(2000)
  expect(consultStore().conversations.size + consultStore().drafts.size).toBe(0)
  await run.finished
})

test('a doctor role that is given back within the notice saves the cases', async () => {
  const { userId, conversationId } = await atWork()
  await give(userId, 'auditor')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await take(userId, 'doctor')
  await give(userId, 'doctor')
  vi.advanceTimersByTime(NOTICE_SECONDS * 2000)
  expect((await call(readConversation, 'GET', { id: conversationId })).status).toBe(200)
})

test('the session ends only when the last role goes, and then leaves nothing', async () => {
  const { userId, actor } = await atWork()
  await take(userId, 'doctor')
  const row = await (await db()).session.findUniqueOrThrow({ where: { id: actor.sessionId } })
  expect(row.endReason).toBe('revoked')
  expect(consultStore().conversations.size + consultStore().drafts.size + consultStore().parked.size).toBe(0)
})
