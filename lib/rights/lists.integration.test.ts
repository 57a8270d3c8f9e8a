import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  LIST_PAGE,
  listChangesQuery,
  listDelegationsQuery,
  listDepartmentsQuery,
  listMappingsQuery,
  listUsersQuery,
} from '@/lib/rights/contract'
import { listChanges } from '@/lib/rights/list-changes'
import { listDelegations } from '@/lib/rights/list-delegations'
import { listDepartments } from '@/lib/rights/list-departments'
import { listMappings } from '@/lib/rights/list-mappings'
import { listUsers } from '@/lib/rights/list-users'
import { listSessionsQuery } from '@/lib/auth/contract'
import { listSessions } from '@/lib/auth/list-sessions'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { openSession, person, rowIdFor } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const LINES = LIST_PAGE + 5
const number = (i: number): string => String(i).padStart(2, '0')
const HOUR_MS = 3_600_000

const [CARD, RESP] = [rowIdFor('card'), rowIdFor('resp')]
let state: TestState
let admin: Actor
beforeEach(async () => {
  state = createTestState()
  for (const [id, code] of [
    [CARD, 'card'],
    [RESP, 'resp'],
  ] as const) {
    await (await db()).department.create({ data: { id, code, nameZh: code, nameEn: code } })
  }
  admin = await person('admin', 'security_admin')
})
afterEach(() => state.remove())

test('people', async () => {
  for (let i = 0; i < LINES; i++) await person(`d${number(i)}`, i % 5 ? 'doctor' : 'auditor', CARD)
  const list = (query: object) => listUsers(listUsersQuery.parse({ search: 'd', ...query }))
  const names = async (query: object) => (await list(query)).users.map(({ username }) => username)
  expect(await list({ departmentId: CARD })).toMatchObject({ total: LINES })
  expect(await names({ departmentId: CARD, page: 2 })).toEqual(['d50', 'd51', 'd52', 'd53', 'd54'])
  expect((await names({ departmentId: CARD, order: 'desc' }))[0]).toBe('d54')
  expect((await list({ role: 'auditor' })).total).toBe(11)
  expect((await list({ search: 'd1' })).total).toBe(10)
  expect((await list({ state: 'disabled' })).total).toBe(0)
  expect((await list({ departmentId: RESP })).total).toBe(0)
})

test('sessions', async () => {
  const { userId } = await person('li', 'doctor', CARD)
  for (let i = 1; i < LINES; i++) await openSession(userId)
  const list = (query: object) => listSessions(listSessionsQuery.parse(query), admin)
  expect(await list({ search: 'li' })).toMatchObject({ total: LINES })
  expect((await list({ search: 'li', page: 2 })).sessions).toHaveLength(5)
  const times = async (order: string) =>
    (await list({ sort: 'createdAt', order })).sessions.map(({ createdAt }) => createdAt)
  expect(await times('asc')).toEqual((await times('asc')).sort())
  expect(await times('desc')).toEqual((await times('desc')).sort().reverse())
})

test('mappings; without a page they come whole', async () => {
  for (let i = 0; i < LINES; i++) {
    const fields = { groupDn: `cn=g${number(i)},dc=x`, role: i % 5 ? 'doctor' : 'auditor' }
    await (await db()).groupMapping.create({ data: { ...fields, departmentId: i === 7 ? RESP : CARD } })
  }
  const list = (query: object) => listMappings(listMappingsQuery.parse(query))
  expect((await list({})).mappings).toHaveLength(LINES)
  const { mappings, total } = await list({ page: 2 })
  expect([mappings.length, total, mappings[0]?.groupDn]).toEqual([5, LINES, 'cn=g50,dc=x'])
  expect((await list({ page: 1, order: 'desc' })).mappings[0]?.groupDn).toBe('cn=g54,dc=x')
  expect((await list({ page: 1, sort: 'role' })).mappings[0]?.role).toBe('auditor')
  expect((await list({ sort: 'department', order: 'desc' })).mappings[0]?.departmentId).toBe(RESP)
  expect((await list({ search: 'G1' })).total).toBe(10)
  expect((await list({ role: 'auditor' })).total).toBe(11)
  expect((await list({ departmentId: RESP })).total).toBe(1)
})

test('departments; without a page they come whole', async () => {
  for (let i = 0; i < LINES; i++) {
    const names = { nameZh: `科室${number(i)}`, nameEn: `Ward ${number(i)}` }
    await (
      await db()
    ).department.create({ data: { code: `w${number(i)}`, ...names, idleMinutes: i || null } })
  }
  const list = (query: object) => listDepartments(listDepartmentsQuery.parse(query))
  expect((await list({})).departments).toHaveLength(LINES + 2)
  expect((await list({ search: 'ward', page: 2 })).departments).toHaveLength(5)
  expect((await list({ search: '科室54' })).departments[0]?.code).toBe('w54')
  const idle = (await list({ sort: 'idleMinutes', order: 'desc', page: 1 })).departments
  expect(idle[0]?.idleMinutes).toBe(54)
})

test('delegations', async () => {
  const { userId } = await person('li', 'doctor', CARD)
  for (const [i, departmentId] of [CARD, RESP].entries()) {
    const times = { startsAt: new Date(), endsAt: new Date(Date.now() + (2 - i) * HOUR_MS) }
    const grant = { userId, role: 'department_head', departmentId, source: 'delegation', ...times }
    await (await db()).roleGrant.create({ data: { ...grant, givenById: admin.userId } })
  }
  const list = (query: object) => listDelegations(listDelegationsQuery.parse(query), admin)
  const departments = async (query: object) => (await list(query)).delegations.map((one) => one.departmentId)
  expect(await departments({ page: 1 })).toEqual([RESP, CARD])
  expect(await departments({ order: 'desc' })).toEqual([CARD, RESP])
  expect(await list({ search: 'li' })).toMatchObject({
    total: 2,
    delegations: [{ to: { username: 'li' } }, {}],
  })
  expect(await list({ search: 'wang' })).toMatchObject({ total: 0, delegations: [] })
})

test('changes that wait or were decided', async () => {
  const other = await person('other', 'security_admin')
  const payload = JSON.stringify({ kind: 'mapping_removed', id: rowIdFor('m'), version: 1 })
  for (let i = 0; i < LINES; i++) {
    const expiresAt = new Date(Date.now() + (i === 0 ? -1 : 1) * HOUR_MS)
    const who = { requestedById: i % 5 ? admin.userId : other.userId }
    const at = { requestedAt: new Date(Date.now() - i * 1000), expiresAt }
    await (
      await db()
    ).changeRequest.create({
      data: { kind: 'mapping_removed', payload, state: i === 1 ? 'approved' : 'pending', ...who, ...at },
    })
  }
  const list = (query: object) => listChanges(listChangesQuery.parse(query), admin)
  expect(await list({})).toMatchObject({ total: LINES, changes: { length: LIST_PAGE } })
  expect((await list({ page: 2 })).changes).toHaveLength(5)
  expect((await list({ state: 'expired' })).total).toBe(1)
  expect((await list({ state: 'approved' })).changes[0]).toMatchObject({ state: 'approved' })
  expect((await list({ state: 'pending' })).total).toBe(LINES - 2)
  expect((await list({ search: 'other' })).total).toBe(11)
})
