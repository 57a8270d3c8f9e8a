import { encode } from 'next-auth/jwt'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PUT as decideApproval } from '@/app/api/admin/approvals/[id]/route'
import { GET as listApprovals } from '@/app/api/admin/approvals/route'
import { POST as addDelegation } from '@/app/api/admin/delegations/route'
import { DELETE as removeMapping, PUT as changeMapping } from '@/app/api/admin/mappings/[id]/route'
import { POST as addMapping } from '@/app/api/admin/mappings/route'
import { PUT as changePolicy } from '@/app/api/admin/policies/[key]/route'
import { PUT as changeRoles } from '@/app/api/admin/users/[id]/roles/route'
import { PUT as changeState } from '@/app/api/admin/users/[id]/state/route'
import { GET as exportManifest } from '@/app/api/audit/export/manifest/route'
import { GET as readTrail } from '@/app/api/audit/route'
import { recordAlone } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { applyPerson } from '@/lib/auth/apply-person'
import { EMERGENCY_NAME } from '@/lib/auth/break-glass/account'
import { hashSid } from '@/lib/auth/session-cookie'
import { secret } from '@/lib/config/env'
import { db, inTransaction } from '@/lib/db/client'
import type { RouteHandler } from '@/lib/http/define-route'
import { mechanismEvents } from '@/lib/mechanism/events'
import { actorOf, rowIdFor } from '@/lib/testing/people'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

/** Each way around four eyes and separation that was found, tried through the handlers on a real database. */
const jar = vi.hoisted(() => ({ cookie: undefined as string | undefined }))
vi.mock('next/headers', () => ({
  cookies: () =>
    Promise.resolve({
      getAll: () => [],
      get: (name: string) =>
        name === 'innerward-session' && jar.cookie ? { name, value: jar.cookie } : undefined,
    }),
}))

const HOUR_MS = 3_600_000
const DAY_AGO = () => new Date(Date.now() - 25 * HOUR_MS)
const HOSPITAL = { LDAP_URL: 'ldap://127.0.0.1:9', LDAP_BASE_DN: 'dc=h' }
const group = (name: string) => `cn=${name},ou=groups,dc=h`

let state: TestState
beforeEach(() => {
  state = createTestState(HOSPITAL)
})
afterEach(async () => {
  setTestEnv({ LDAP_URL: undefined, LDAP_BASE_DN: undefined, SEPARATION_OF_DUTIES: undefined })
  await state.remove()
})

/** A person who signs in with these groups; the mapping table says what they give. */
async function arrive(username: string, groups: readonly string[], since = DAY_AGO()): Promise<string> {
  const names = { directoryId: `dir-${username}`, username, displayName: username }
  const person = { ...names, groupDns: groups.map(group), departmentKeys: [] }
  const { user } = await inTransaction((tx) => applyPerson(tx, person))
  const client = await db()
  await client.roleGrant.updateMany({
    where: { userId: user.id, createdAt: { gt: since } },
    data: { createdAt: since },
  })
  const expiresAt = new Date(Date.now() + HOUR_MS)
  const session = { userId: user.id, sidHash: hashSid(`sid-${username}`), expiresAt, confirmedAt: new Date() }
  await client.session.deleteMany({ where: { userId: user.id } })
  await client.session.create({ data: session })
  return user.id
}

const map = async (name: string, role: string) =>
  (await (await db()).groupMapping.create({ data: { groupDn: group(name), role } })).id

interface Call {
  params?: Record<string, string>
  body?: unknown
  query?: string
  method?: string
}
interface Answer {
  status: number
  code?: string
  state?: string
}

/** What the handler answers this person. */
async function as(
  username: string,
  handler: RouteHandler,
  { params = {}, body, query = '', method = 'POST' }: Call,
): Promise<Answer & Record<string, unknown>> {
  jar.cookie = await encode({ token: { sid: `sid-${username}` }, secret: secret('session'), maxAge: 3600 })
  const url = `http://localhost:6006/api/x${query}`
  const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
  const sent = body === undefined ? {} : { body: JSON.stringify(body) }
  const request = new Request(url, { method: body === undefined ? method : 'POST', headers, ...sent })
  const answer = await handler(request, { params: Promise.resolve(params) })
  const text = await answer.text()
  return { status: answer.status, ...(text ? (JSON.parse(text) as object) : {}) }
}

const fourEyesRow = async () => (await db()).policy.findUnique({ where: { key: 'fourEyes' } })
const rolesOf = async (userId: string) => (await actorOf(userId)).roles.map(({ role }) => role).sort()
const versionOf = async (id: string) => (await (await db()).user.findUniqueOrThrow({ where: { id } })).version
const waiting = async () =>
  (await db()).changeRequest.findMany({ where: { state: 'pending' }, orderBy: { requestedAt: 'asc' } })

/** Two security admins, sun and wu, and a system admin, zhao, all of long standing. */
async function hospital() {
  const mapping = await map('security', 'security_admin')
  await map('system', 'system_admin')
  const sun = await arrive('sun', ['security', 'staff'])
  const wu = await arrive('wu', ['security'])
  const zhao = await arrive('zhao', ['system'])
  return { mapping, sun, wu, zhao }
}
const give = async (userId: string, ...roles: string[]): Promise<Call> => ({
  params: { id: userId },
  body: { roles: roles.map((role) => ({ role, departmentId: null })), version: await versionOf(userId) },
})
const decide = async (username: string, id: string) =>
  as(username, decideApproval, { params: { id }, body: { decision: 'approve' } })

test('roles given by one alone wait, and the one who would get them approves nothing', async () => {
  await hospital()
  await map('doctors', 'doctor')
  const li = await arrive('li', ['doctors'])
  const policy = { params: { key: 'limits' }, body: { value: { questionsPerHour: 5 }, version: 0 } }
  expect(await as('sun', changePolicy, policy)).toMatchObject({ status: 200, state: 'pending' })
  expect(await as('sun', changeRoles, await give(li, 'security_admin'))).toMatchObject({
    status: 200,
    state: 'pending',
  })
  expect(await rolesOf(li)).toEqual(['doctor'])
  const [first, second] = await waiting()
  expect(await decide('zhao', first?.id ?? '')).toMatchObject({ code: 'needs_second_person' })
  expect(await decide('sun', second?.id ?? '')).toMatchObject({ code: 'needs_second_person' })
  expect(await verifyChain()).toMatchObject({ ok: true })
})

test('who got the right an hour ago does not approve, and who has it for a day does', async () => {
  await hospital()
  const gao = await arrive('gao', ['security'], new Date(Date.now() - HOUR_MS))
  const { body } = { body: { groupDn: group('doctors'), role: 'doctor', departmentId: null } }
  expect(await as('sun', addMapping, { body })).toMatchObject({ state: 'pending' })
  const [row] = await waiting()
  expect(await decide('gao', row?.id ?? '')).toMatchObject({ status: 403, code: 'newcomer' })
  const list = await as('gao', listApprovals, { method: 'GET' })
  expect(list['changes']).toMatchObject([
    { decidable: false, undecidable: 'newcomer', waitsFor: [{ displayName: 'wu' }] },
  ])
  await arrive('gao', ['security'], new Date())
  expect(await rolesOf(gao)).toEqual(['security_admin'])
  expect(await decide('gao', row?.id ?? '')).toMatchObject({ status: 403, code: 'newcomer' })
  await (await db()).roleGrant.updateMany({ where: { userId: gao }, data: { createdAt: DAY_AGO() } })
  // Signing in again does not make one new.
  await arrive('gao', ['security'], new Date())
  expect(await decide('gao', row?.id ?? '')).toMatchObject({ status: 204 })
})

test.each(['four eyes on', 'alone, four eyes off'])(
  'a mapping of one’s own group is refused: %s',
  async (how) => {
    const { wu } = await hospital()
    if (how !== 'four eyes on') await (await db()).user.delete({ where: { id: wu } })
    for (const role of ['auditor', 'doctor', 'system_admin']) {
      const body = { groupDn: group('staff'), role, departmentId: null }
      expect(await as('sun', addMapping, { body })).toMatchObject({ status: 403, code: 'own_group' })
    }
    expect(await waiting()).toEqual([])
    expect(await (await db()).groupMapping.count()).toBe(2)
  },
)

test('who approves a mapping gets nothing through it either', async () => {
  await hospital()
  const body = { groupDn: group('staff'), role: 'auditor', departmentId: null }
  expect(await as('wu', addMapping, { body })).toMatchObject({ state: 'pending' })
  const [row] = await waiting()
  expect(await decide('sun', row?.id ?? '')).toMatchObject({ status: 403, code: 'own_group' })
})

test('a mapping gives its authors no role when they join the group afterwards', async () => {
  const { sun, wu, zhao } = await hospital()
  const body = { groupDn: group('audit'), role: 'auditor', departmentId: null }
  await as('sun', addMapping, { body })
  const [row] = await waiting()
  expect(await decide('wu', row?.id ?? '')).toMatchObject({ status: 204 })
  await (await db()).policy.deleteMany({ where: { key: 'separation' } })
  for (const name of ['sun', 'wu']) await arrive(name, ['security', 'audit'])
  await arrive('zhao', ['audit'])
  expect([await rolesOf(sun), await rolesOf(wu)]).toEqual([['security_admin'], ['security_admin']])
  expect(await rolesOf(zhao)).toEqual(['auditor'])
})

test.each(['removed', 'changed'])(
  'the mapping that the last security admins stand on is not %s',
  async (how) => {
    const { mapping } = await hospital()
    const elsewhere = { groupDn: group('security'), role: 'system_admin', departmentId: null }
    const answer =
      how === 'removed'
        ? await as('sun', removeMapping, { params: { id: mapping }, body: { version: 1 } })
        : await as('sun', changeMapping, {
            params: { id: mapping },
            body: { version: 1, mapping: elsewhere },
          })
    expect(answer).toMatchObject({ status: 409, code: 'last_security_admin' })
    expect(await (await db()).groupMapping.count({ where: { role: 'security_admin' } })).toBe(1)
  },
)

test('with separated duties a second mapping swaps no role away', async () => {
  setTestEnv({ SEPARATION_OF_DUTIES: 'on' })
  await map('security', 'security_admin')
  const sun = await arrive('sun', ['security'])
  await map('security', 'system_admin')
  await arrive('sun', ['security'])
  expect(await rolesOf(sun)).toEqual(['security_admin'])
})

test('the last security admin is not barred', async () => {
  const { sun, wu } = await hospital()
  const bar = async (by: string, id: string) =>
    as(by, changeState, { params: { id }, body: { disabled: true, version: await versionOf(id) } })
  expect(await bar('sun', wu)).toMatchObject({ status: 200, state: 'applied' })
  expect(await bar('zhao', sun)).toMatchObject({ status: 403 })
  expect(await bar('sun', sun)).toMatchObject({ code: 'own_account' })
})

test('four eyes come on with two admins and stay when one is gone; the emergency account is the way out', async () => {
  const { wu, zhao } = await hospital()
  const bar = { params: { id: wu }, body: { disabled: true, version: await versionOf(wu) } }
  expect(await as('sun', changeState, bar)).toMatchObject({ state: 'applied' })
  expect(await fourEyesRow()).toMatchObject({ value: '{"enabled":true}' })
  expect(await as('sun', changeRoles, await give(zhao, 'auditor'))).toMatchObject({
    code: 'separation_of_duties',
  })
  const off = { params: { key: 'fourEyes' }, body: { value: { enabled: false }, version: 1 } }
  expect(await as('sun', changePolicy, off)).toMatchObject({ state: 'pending' })
  const back = { params: { id: wu }, body: { disabled: false, version: await versionOf(wu) } }
  expect(await as('sun', changeState, back)).toMatchObject({ state: 'pending' })
  const client = await db()
  const names = { directoryId: EMERGENCY_NAME, username: EMERGENCY_NAME, displayName: EMERGENCY_NAME }
  const { id: userId } = await client.user.create({ data: names })
  const open = { userId, kind: 'break_glass', sidHash: hashSid('sid-emergency'), confirmedAt: new Date() }
  await client.session.create({ data: { ...open, expiresAt: new Date(Date.now() + HOUR_MS) } })
  // Sun can still approve what the emergency account asks for: two people are there.
  expect(await as('emergency', changeState, back)).toMatchObject({ state: 'pending' })
  await client.user.updateMany({ where: { username: 'sun' }, data: { disabledAt: new Date() } })
  expect(await as('emergency', changeState, back)).toMatchObject({ state: 'applied' })
})

test('nobody keeps four eyes from coming on by switching them off beforehand', async () => {
  await map('security', 'security_admin')
  await arrive('sun', ['security'])
  const off = { params: { key: 'fourEyes' }, body: { value: { enabled: false }, version: 0 } }
  expect(await as('sun', changePolicy, off)).toMatchObject({ state: 'pending' })
  expect(await fourEyesRow()).toBeNull()
})

test('with four eyes on, paging through the trail and the signed manifest are no way around an approved export', async () => {
  await hospital()
  await map('audit', 'auditor')
  await arrive('zhou', ['audit'])
  for (let n = 0; n < 120; n++) {
    await recordAlone({ event: mechanismEvents['mechanism.started'], outcome: 'ok', actor: null })
  }
  const client = await db()
  const value = JSON.stringify({ newcomerHours: 24, trailRecordsPerHour: 100 })
  await client.policy.create({ data: { key: 'approvals', value, updatedAt: new Date() } })
  await client.policy.create({ data: { key: 'fourEyes', value: '{"enabled":true}', updatedAt: new Date() } })
  const page = { method: 'GET', query: '?limit=50' }
  expect(await as('zhou', readTrail, page)).toMatchObject({ status: 200 })
  expect(await as('zhou', readTrail, page)).toMatchObject({ status: 200 })
  expect(await as('zhou', readTrail, page)).toMatchObject({ status: 429, code: 'audit_reading_limit' })
  const manifest = { method: 'GET', query: '?format=jsonl' }
  expect(await as('zhou', exportManifest, manifest)).toMatchObject({
    status: 409,
    code: 'needs_second_person',
  })
})

test('a headship lent by one alone waits with four eyes, and is not lent to oneself', async () => {
  const { zhao } = await hospital()
  const department = { id: rowIdFor('card'), code: 'card', nameZh: '心内科', nameEn: 'Cardiology' }
  await (await db()).department.create({ data: department })
  const day = new Date(Date.now() + 24 * HOUR_MS).toISOString().slice(0, 10)
  const lend = (username: string) => ({
    body: { username, departmentId: rowIdFor('card'), from: day, to: day },
  })
  expect(await as('sun', addDelegation, lend('sun'))).toMatchObject({ code: 'own_account' })
  expect(await as('sun', addDelegation, lend('zhao'))).toMatchObject({ state: 'pending' })
  expect(await (await db()).roleGrant.count({ where: { userId: zhao, source: 'delegation' } })).toBe(0)
})

test('what a person asked for is not approved after they lost the right to ask', async () => {
  const { sun, zhao } = await hospital()
  await arrive('gao', ['security'])
  await as('sun', changeRoles, await give(zhao, 'doctor'))
  const [row] = await waiting()
  const bar = { params: { id: sun }, body: { disabled: true, version: await versionOf(sun) } }
  expect(await as('gao', changeState, bar)).toMatchObject({ state: 'applied' })
  expect(await decide('wu', row?.id ?? '')).toMatchObject({ status: 409, code: 'asker_without_right' })
})

test('what takes the last right away acts at once and ends the sessions it was used in', async () => {
  const { sun, zhao } = await hospital()
  const client = await db()
  const system = await client.groupMapping.findFirstOrThrow({ where: { role: 'system_admin' } })
  const remove = { params: { id: system.id }, body: { version: 1 } }
  expect(await as('sun', removeMapping, remove)).toMatchObject({ status: 200, state: 'applied' })
  expect(await client.session.count({ where: { userId: zhao, endedAt: null } })).toBe(0)
  expect(await client.session.count({ where: { userId: sun, endedAt: null } })).toBe(1)
})
