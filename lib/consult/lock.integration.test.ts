import { encode } from 'next-auth/jwt'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { GET as readConversation } from '@/app/api/consult/conversations/[id]/route'
import { POST as lockScreen } from '@/app/api/session/lock/route'
import { endExpiredSessions } from '@/lib/auth/end-expired-sessions'
import { lockSession } from '@/lib/auth/lock-session'
import { holdLock, lockInMemory, releaseLock } from '@/lib/auth/lock-state'
import type { Actor } from '@/lib/shared/actor'
import { findActor, readActor } from '@/lib/auth/session'
import { hashSid } from '@/lib/auth/session-cookie'
import { secret } from '@/lib/config/env'
import { ownedRun } from '@/lib/consult/consult-store'
import { startRun } from '@/lib/consult/start-run'
import { streamRun } from '@/lib/consult/stream-run'
import { db } from '@/lib/db/client'
import type { RouteHandler } from '@/lib/http/define-route'
import type { FakeEngine } from '@/lib/testing/fake-engine'
import { jar } from '@/lib/testing/next-headers'
import { installEngine, resetProcess } from '@/lib/testing/process-parts'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

/** The server decides the lock by the last action, and fails closed. */
vi.mock('next/headers', () => import('@/lib/testing/next-headers'))

const CASE = 'canary-胸痛-91c2'
let state: TestState
let fake: FakeEngine
let actor: Actor
beforeEach(async () => {
  state = createTestState({ LOCK_AFTER_SECONDS: '300' })
  fake = installEngine()
  resetProcess('consult-store')
  const { userId } = await person('li', 'doctor')
  await (await db()).session.updateMany({ where: { userId }, data: { sidHash: hashSid('sid') } })
  jar.cookie = await encode({ token: { sid: 'sid' }, secret: secret('session'), maxAge: 3600 })
  actor = await readActor({ touch: false })
})
afterEach(() => state.remove())

const left = async (seconds: number) =>
  (await db()).session.updateMany({ data: { lastActionAt: new Date(Date.now() - seconds * 1000) } })
const locks = async () => (await db()).auditEvent.count({ where: { event: 'session.locked' } })
const ask = () => startRun({ question: CASE }, { actor, requestId: 'q' })

async function call(
  handler: RouteHandler,
  method: string,
  id = '',
): Promise<{ status: number; text: string }> {
  const headers = { 'sec-fetch-site': 'same-origin' }
  const request = new Request('http://localhost:6006/api/x', { method, headers })
  const answer = await handler(request, { params: Promise.resolve({ id }) })
  return { status: answer.status, text: await answer.text() }
}

test('a tab closed and opened again later is locked, whatever the browser did', async () => {
  const { conversationId } = await ask()
  expect(await call(readConversation, 'GET', conversationId)).toMatchObject({ status: 200 })
  await left(400)
  const answer = await call(readConversation, 'GET', conversationId)
  expect(answer.status).toBe(423)
  expect(answer.text).not.toContain(CASE)
  expect((await findActor())?.locked).toBe(true)
  // A request that counts as an action opens nothing.
  expect((await readActor({ touch: true })).locked).toBe(true)
  expect(await locks()).toBe(1)
})

test('what was left is locked without any request', async () => {
  await left(400)
  await endExpiredSessions()
  expect(await (await db()).session.count({ where: { lockedAt: { not: null } } })).toBe(1)
  expect(await locks()).toBe(1)
})

test('a lock that cannot be recorded locks all the same, and is recorded once it can be', async () => {
  const { conversationId } = await ask()
  const client = await db()
  await client.$executeRaw`ALTER TABLE AuditEvent RENAME TO Gone`
  expect((await call(lockScreen, 'POST')).status).toBe(204)
  const answer = await call(readConversation, 'GET', conversationId)
  expect(answer.status).toBe(423)
  expect(answer.text).not.toContain(CASE)
  expect((await findActor())?.locked).toBe(true)
  await client.$executeRaw`ALTER TABLE Gone RENAME TO AuditEvent`
  await endExpiredSessions()
  expect(await locks()).toBe(1)
  expect(await client.session.count({ where: { lockedAt: null, endedAt: null } })).toBe(0)
})

test('one lock is one record, however many requests, tabs and rounds of the server find the same idle session', async () => {
  await left(400)
  const lateTabs = Array.from({ length: 6 }, () => call(lockScreen, 'POST'))
  const requests = Array.from({ length: 6 }, () => readActor({ touch: true }))
  await Promise.all([endExpiredSessions(), ...lateTabs, ...requests, endExpiredSessions()])
  expect(await locks()).toBe(1)
  // Nothing that comes after it locks what is locked.
  await call(lockScreen, 'POST')
  await endExpiredSessions()
  expect(await locks()).toBe(1)
})

test('a lock that was decided before an unlock does not lock again what was unlocked', async () => {
  await left(400)
  const [decided] = await (await db()).session.findMany()
  await endExpiredSessions()
  const open = { lockedAt: null, lastActionAt: new Date() }
  await (await db()).session.updateMany({ data: open })
  // A round of the server that read the row before, and comes before the unlock has reached the memory.
  await lockSession(actor, decided)
  expect(await locks()).toBe(1)
  expect((await readActor({ touch: false })).locked).toBe(false)
  // What a person asks for is a lock of its own.
  await call(lockScreen, 'POST')
  expect(await locks()).toBe(2)
})

test('an open stream ends at the lock, at once', async () => {
  fake.mode = 'wait'
  const { runId } = await ask()
  // No heartbeat and no check of the session comes in time: only the lock can end it.
  const stream = streamRun(ownedRun(runId, actor.sessionId), 0, {
    timing: { heartbeatMs: 10 ** 8, sessionCheckMs: 10 ** 8 },
  })
  const ended = stream.text()
  lockInMemory(actor.sessionId)
  expect(await ended).not.toContain('event: done')
})

test('a presentation holds the lock off for its time, and no longer', async () => {
  await left(400)
  holdLock(actor.sessionId, Date.now() + 60_000)
  expect((await readActor({ touch: false })).locked).toBe(false)
  holdLock(actor.sessionId, Date.now() - 1)
  expect((await readActor({ touch: false })).locked).toBe(true)
  releaseLock(actor.sessionId)
})
