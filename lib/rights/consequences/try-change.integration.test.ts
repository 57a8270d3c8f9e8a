import { afterEach, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { findPeople } from '@/lib/rights/consequences/find-people'
import { tryChange } from '@/lib/rights/consequences/try-change'
import type { Actor } from '@/lib/shared/actor'
import { person, rowIdFor } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const [CARD, RESP] = [rowIdFor('card'), rowIdFor('resp')]
let state: TestState
let admin: Actor
let head: Actor
let doctor: Actor
beforeEach(async () => {
  state = createTestState()
  for (const [id, code] of [
    [CARD, 'card'],
    [RESP, 'resp'],
  ] as const) {
    await (await db()).department.create({ data: { id, code, nameZh: code, nameEn: code } })
  }
  admin = await person('admin', 'security_admin')
  head = await person('head', 'department_head', CARD)
  doctor = await person('doctor', 'doctor', CARD)
})
afterEach(() => state.remove())

const lent = (departmentId: string) => ({
  kind: 'delegation' as const,
  ...{ username: 'doctor', departmentId, from: '2026-01-01', to: '2026-01-02' },
})
const refused = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  )

test('roles by hand: what is gained and lost, and where the person is signed in', async () => {
  const roles = [{ role: 'auditor' as const, departmentId: null }]
  expect(await tryChange({ kind: 'roles', userId: doctor.userId, roles }, admin)).toEqual({
    person: { displayName: 'doctor', username: 'doctor' },
    gains: roles,
    loses: [],
    counts: [
      { what: 'signed_in', count: 1 },
      { what: 'at_work', count: 1 },
    ],
  })
  expect(await tryChange({ kind: 'user_state', userId: doctor.userId, disabled: true }, admin)).toMatchObject(
    {
      loses: [{ role: 'doctor' }],
    },
  )
})

test('limits of sessions: how many end and lock at once', async () => {
  const left = new Date(Date.now() - 3_600_000)
  await (await db()).session.updateMany({ where: { userId: doctor.userId }, data: { lastActionAt: left } })
  const value = { idleSeconds: 1800, absoluteSeconds: 36_000, lockAfterSeconds: 300, maxPerPerson: 3 }
  const { counts } = await tryChange({ kind: 'policy', key: 'sessions', value }, admin)
  expect(counts).toEqual([
    { what: 'everybody_signed_in', count: 3 },
    { what: 'sessions_end', count: 1 },
    { what: 'sessions_lock', count: 1 },
    { what: 'sessions_over', count: 0 },
  ])
})

test('a head tries delegations of the own department and nothing else', async () => {
  expect(await tryChange(lent(CARD), head)).toMatchObject({
    gains: [{ role: 'department_head', departmentId: CARD }],
  })
  expect(await refused(tryChange(lent(RESP), head))).toBe('forbidden')
  const others = [
    { kind: 'roles' as const, userId: doctor.userId, roles: [] },
    { kind: 'user_state' as const, userId: doctor.userId, disabled: true },
    { kind: 'sessions_ended' as const, userId: doctor.userId },
    { kind: 'policy' as const, key: 'sessions', value: {} },
  ]
  for (const change of others) expect(await refused(tryChange(change, head)), change.kind).toBe('forbidden')
})

test('trying changes nothing', async () => {
  const all = async () => {
    const client = await db()
    return [await client.user.findMany(), await client.roleGrant.findMany(), await client.session.findMany()]
  }
  const before = await all()
  await tryChange({ kind: 'roles', userId: doctor.userId, roles: [] }, admin)
  await tryChange({ kind: 'user_state', userId: doctor.userId, disabled: true }, admin)
  await tryChange(lent(CARD), head)
  await tryChange({ kind: 'policy', key: 'separation', value: { enabled: true } }, admin)
  expect(await all()).toEqual(before)
})

test('people are found by name or user name; who may not sign in is not', async () => {
  const names = async (search: string) => (await findPeople(search)).people.map(({ username }) => username)
  expect(await names('doc')).toEqual(['doctor'])
  await (await db()).user.update({ where: { id: doctor.userId }, data: { disabledAt: new Date() } })
  expect(await names('doc')).toEqual([])
})
