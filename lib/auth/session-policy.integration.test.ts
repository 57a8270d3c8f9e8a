import { encode } from 'next-auth/jwt'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { endExpiredSessions } from '@/lib/auth/end-expired-sessions'
import { endOneSession } from '@/lib/auth/end-one-session'
import { endSessionsOver } from '@/lib/auth/end-sessions-over'
import { listOwnSessions, listSessions } from '@/lib/auth/list-sessions'
import { readActor } from '@/lib/auth/session'
import { hashSid } from '@/lib/auth/session-cookie'
import { sessionIsOpen } from '@/lib/auth/session-is-open'
import { secret } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { jar } from '@/lib/testing/next-headers'
import { actorOf, openSession, person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

vi.mock('next/headers', () => import('@/lib/testing/next-headers'))

const MINUTE = 60_000
let state: TestState
beforeEach(async () => {
  state = createTestState()
  const department = { id: 'icu', code: 'icu', nameZh: '重症', nameEn: 'ICU', idleMinutes: 2 }
  await (await db()).department.create({ data: department })
})
afterEach(() => state.remove())

const setPolicy = async (maxPerPerson: number, idleSeconds = 900) => {
  const value = JSON.stringify({ idleSeconds, absoluteSeconds: 3600, lockAfterSeconds: 1800, maxPerPerson })
  await (await db()).policy.create({ data: { key: 'sessions', value, updatedAt: new Date() } })
}
const live = async (userId: string) =>
  (await db()).session.findMany({ where: { userId, endedAt: null }, orderBy: { createdAt: 'asc' } })
async function presentCookie(sessionId: string): Promise<void> {
  await (await db()).session.update({ where: { id: sessionId }, data: { sidHash: hashSid('sid-of-test') } })
  jar.cookie = await encode({ token: { sid: 'sid-of-test' }, secret: secret('session'), maxAge: 60 })
}
const lastAction = async (id: string, ago: number) =>
  (await db()).session.update({ where: { id }, data: { lastActionAt: new Date(Date.now() - ago) } })

test('with one session per person the former one ends, and is told why', async () => {
  await setPolicy(1)
  const { userId } = await person('li', 'doctor')
  const [first] = await live(userId)
  await presentCookie(first?.id ?? '')
  await expect(readActor({ touch: false })).resolves.toMatchObject({ userId })
  const createdAt = new Date(Date.now() - MINUTE)
  await (await db()).session.updateMany({ where: { userId }, data: { createdAt } })
  await openSession(userId)
  expect(await endSessionsOver(userId)).toBe(1)
  expect(await live(userId)).toHaveLength(1)
  await expect(readActor({ touch: false })).rejects.toMatchObject({
    code: 'signed_in_elsewhere',
    status: 401,
  })
})

test('the idle limit of the department comes before that of the policy', async () => {
  await setPolicy(3, 30 * 60)
  const ward = await person('li', 'doctor')
  const icu = await person('wang', 'doctor', 'icu')
  for (const { userId } of [ward, icu]) await lastAction((await live(userId))[0]?.id ?? '', 5 * MINUTE)
  expect(await sessionIsOpen((await live(ward.userId))[0]?.id ?? '')).toBe(true)
  expect(await sessionIsOpen((await live(icu.userId))[0]?.id ?? '')).toBe(false)
  expect(await endExpiredSessions()).toBe(1)
  expect(await live(ward.userId)).toHaveLength(1)
  expect(await live(icu.userId)).toHaveLength(0)
})

test('a policy change holds for sessions that are open already', async () => {
  const { userId } = await person('li', 'doctor')
  await lastAction((await live(userId))[0]?.id ?? '', 5 * MINUTE)
  expect(await endExpiredSessions()).toBe(0)
  await setPolicy(3, 60)
  expect(await endExpiredSessions()).toBe(1)
})

test('a person ends an own session and nobody else’s; a security admin ends any', async () => {
  const li = await person('li', 'doctor')
  const wang = await person('wang', 'doctor')
  const admin = await person('admin', 'security_admin')
  const [session] = await listOwnSessions(li)
  await expect(endOneSession(session?.id ?? '', wang)).rejects.toMatchObject({ code: 'not_found' })
  await endOneSession(session?.id ?? '', li)
  expect(await listOwnSessions(li)).toEqual([])
  await expect(endOneSession(session?.id ?? '', li)).rejects.toMatchObject({ code: 'not_found' })
  const [other] = await listOwnSessions(wang)
  await endOneSession(other?.id ?? '', admin)
  const events = await (await db()).auditEvent.findMany({ orderBy: { id: 'asc' } })
  expect(events.map(({ event, actorName }) => [event, actorName])).toEqual([
    ['session.signed_out', 'li'],
    ['session.revoked', 'admin'],
  ])
})

test('the list of sessions is searched, filtered and counted', async () => {
  const admin = await person('admin', 'security_admin')
  await person('li', 'doctor')
  await person('wang', 'doctor', 'icu')
  const query = { sort: 'displayName' as const, order: 'asc' as const, page: 1 }
  const names = async (more: object) =>
    (await listSessions({ ...query, ...more }, admin)).sessions.map(({ username }) => username)
  expect(await names({})).toEqual(['admin', 'li', 'wang'])
  expect(await names({ search: 'wan' })).toEqual(['wang'])
  expect(await names({ departmentId: 'icu' })).toEqual(['wang'])
  expect((await listSessions(query, await actorOf(admin.userId))).total).toBe(3)
})
