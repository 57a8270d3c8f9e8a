import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { DELETE as removeMapping } from '@/app/api/admin/mappings/[id]/route'
import { POST as addMapping } from '@/app/api/admin/mappings/route'
import { PUT as changePolicy } from '@/app/api/admin/policies/[key]/route'
import { PUT as changeRoles } from '@/app/api/admin/users/[id]/roles/route'
import { GET as exportAudit } from '@/app/api/audit/export/route'
import { POST as confirm } from '@/app/api/session/confirm/route'
import { signIn } from '@/lib/auth/sign-in'
import { secret } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import type { RouteHandler } from '@/lib/http/define-route'
import { jar } from '@/lib/testing/next-headers'
import { startSlapd, type Slapd } from '@/lib/testing/slapd'
import { rowIdFor } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

vi.mock('next/headers', () => import('@/lib/testing/next-headers'))

const PASSWORD = 'Ward-2026!'
const MINUTE = 60_000
let slapd: Slapd
let state: TestState
beforeAll(async () => {
  slapd = await startSlapd()
})
afterAll(() => slapd.stop())
beforeEach(async () => {
  state = createTestState({ ...slapd.env, LOCK_AFTER_SECONDS: '3600', SESSION_IDLE_SECONDS: '7200' })
  const group = 'cn=security-admins,ou=groups,dc=hospital,dc=internal'
  const client = await db()
  await client.groupMapping.create({ data: { groupDn: group, role: 'security_admin' } })
  await client.groupMapping.create({ data: { groupDn: group, role: 'auditor' } })
  const sid = await signIn({ username: 'secadmin.sun', password: PASSWORD, address: '127.0.0.1' })
  jar.cookie = await encode({ token: { sid }, secret: secret('session'), maxAge: 3600 })
  return async () => {
    vi.useRealTimers()
    await state.remove()
  }
})

async function call(
  handler: RouteHandler,
  method: string,
  { path = '', body }: { path?: string; body?: unknown },
) {
  const [url = '', id = ''] = path.split(' ')
  const init = { method, headers: { 'content-type': 'application/json' } }
  const request = new Request(
    `http://localhost:6006${url}`,
    body ? { ...init, body: JSON.stringify(body) } : init,
  )
  const answer = await handler(request, { params: Promise.resolve({ id, key: id }) })
  const problem = answer.ok ? {} : ((await answer.json()) as { code?: string })
  return { status: answer.status, code: problem.code }
}
const limits = (questionsPerHour: number, version: number) =>
  call(changePolicy, 'PUT', { path: '/x limits', body: { value: { questionsPerHour }, version } })
const give = (password: string) => call(confirm, 'POST', { body: { password } })
const NONE = rowIdFor('none')
const NEEDED = { status: 403, code: 'confirmation_needed' }

test('roles, policies, mappings and audit exports want the password again, though the sign-in was just now', async () => {
  const mapping = { groupDn: 'cn=x,dc=y', role: 'doctor', departmentId: null }
  expect(await limits(90, 0)).toEqual(NEEDED)
  expect(await call(addMapping, 'POST', { body: mapping })).toEqual(NEEDED)
  expect(await call(removeMapping, 'DELETE', { path: `/x ${NONE}`, body: { version: 1 } })).toEqual(NEEDED)
  expect(await call(changeRoles, 'PUT', { path: `/x ${NONE}`, body: { roles: [], version: 1 } })).toEqual(
    NEEDED,
  )
  expect(await call(exportAudit, 'GET', { path: '/x?format=jsonl' })).toEqual(NEEDED)
  expect(await (await db()).policy.count()).toBe(0)
})

test('one answer holds for the minutes of the policy and for this session alone', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  expect(await give('wrong')).toEqual({ status: 401, code: 'invalid_credentials' })
  expect(await limits(90, 0)).toEqual(NEEDED)
  expect((await give(PASSWORD)).status).toBe(204)
  expect((await limits(90, 0)).status).toBe(200)
  vi.advanceTimersByTime(9 * MINUTE)
  expect((await limits(91, 1)).status).toBe(200)
  vi.advanceTimersByTime(2 * MINUTE)
  expect(await limits(92, 2)).toEqual(NEEDED)

  expect((await give(PASSWORD)).status).toBe(204)
  const sid = await signIn({ username: 'secadmin.sun', password: PASSWORD, address: '127.0.0.2' })
  jar.cookie = await encode({ token: { sid }, secret: secret('session'), maxAge: 3600 })
  expect(await limits(92, 2)).toEqual(NEEDED)
})

test('a clock that is set back does not make an old answer new', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  expect((await give(PASSWORD)).status).toBe(204)
  vi.setSystemTime(Date.now() - 60 * MINUTE)
  // Else the screen would be locked first, which asks for the password as well.
  await (await db()).session.updateMany({ data: { lastActionAt: new Date() } })
  expect(await limits(90, 0)).toEqual(NEEDED)
})

test('five wrong passwords end the session, and every answer is in the trail', async () => {
  for (let n = 0; n < 3; n++) expect((await give('wrong')).status).toBe(401)
  expect((await give('wrong')).code).toBe('too_many_requests')
  await (await db()).signInFailure.updateMany({ data: { at: new Date(Date.now() - 14 * MINUTE) } })
  expect((await give('wrong')).code).toBe('invalid_credentials')
  await (await db()).signInFailure.updateMany({ data: { at: new Date(Date.now() - 14 * MINUTE) } })
  expect((await give('wrong')).code).toBe('session_expired')
  expect((await limits(90, 0)).code).toBe('session_expired')
  const where = { event: { startsWith: 'session.confirm' } }
  expect(await (await db()).auditEvent.count({ where })).toBe(5)
})

test('the policy can switch it off, with a confirmation', async () => {
  const off = () =>
    call(changePolicy, 'PUT', {
      path: '/x confirmation',
      body: { value: { enabled: false, minutes: 10 }, version: 0 },
    })
  expect(await off()).toEqual(NEEDED)
  await give(PASSWORD)
  expect((await off()).status).toBe(200)
  await (await db()).session.updateMany({ data: { confirmedAt: null } })
  expect((await limits(90, 0)).status).toBe(200)
})
