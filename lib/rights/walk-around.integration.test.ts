import { beforeEach, expect, test, vi } from 'vitest'
import { PUT as decideApproval } from '@/app/api/admin/approvals/[id]/route'
import { GET as listApprovals } from '@/app/api/admin/approvals/route'
import { POST as addDelegation } from '@/app/api/admin/delegations/route'
import { POST as addMapping } from '@/app/api/admin/mappings/route'
import { PUT as changePolicy } from '@/app/api/admin/policies/[key]/route'
import { PUT as changeRoles } from '@/app/api/admin/users/[id]/roles/route'
import { PUT as changeState } from '@/app/api/admin/users/[id]/state/route'
import { GET as exportManifest } from '@/app/api/audit/export/manifest/route'
import { GET as readTrail } from '@/app/api/audit/route'
import { recordAlone } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { EMERGENCY_NAME } from '@/lib/auth/break-glass/account'
import { hashSid } from '@/lib/auth/session-cookie'
import { db } from '@/lib/db/client'
import { mechanismEvents } from '@/lib/mechanism/events'
import {
  arrive,
  as,
  DAY_AGO,
  give,
  group,
  hospital,
  hospitalState,
  map,
  rolesOf,
  versionOf,
  waiting,
} from '@/lib/testing/administrators'
import { rowIdFor } from '@/lib/testing/people'

/** Each way around four eyes and separation that was found, tried through the handlers on a real database. */
vi.mock('next/headers', () => import('@/lib/testing/next-headers'))

const HOUR_MS = 3_600_000
const fourEyesRow = async () => (await db()).policy.findUnique({ where: { key: 'fourEyes' } })
const decide = async (username: string, id: string) =>
  as(username, decideApproval, { params: { id }, body: { decision: 'approve' } })

beforeEach(() => hospitalState())

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
