import { afterEach, beforeEach, expect, test } from 'vitest'
import { audit } from '@/lib/audit/feature'
import { listDelegationsQuery, listMappingsQuery, type Change } from '@/lib/rights/contract'
import { endOverdueDelegations, userIdOf } from '@/lib/rights/delegate-headship'
import { proposeChange } from '@/lib/rights/four-eyes'
import { listDelegations } from '@/lib/rights/list-delegations'
import { listMappings } from '@/lib/rights/list-mappings'
import { readPerson } from '@/lib/rights/read-person'
import { usageScope } from '@/lib/usage/usage-scope'
import type { Actor, Role } from '@/lib/shared/actor'
import { readPolicy } from '@/lib/policies/read-policy'
import { db } from '@/lib/db/client'
import { hospitalDay, shiftDay } from '@/lib/shared/hospital-day'
import { actorOf, person, rowIdFor } from '@/lib/testing/people'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

const [CARD, RESP] = [rowIdFor('card'), rowIdFor('resp')]
let state: TestState
beforeEach(async () => {
  state = createTestState()
  const client = await db()
  for (const [id, code] of [
    [CARD, CARD],
    [RESP, RESP],
  ] as const) {
    await client.department.create({ data: { id, code, nameZh: code, nameEn: code } })
  }
})
afterEach(async () => {
  setTestEnv({ SEPARATION_OF_DUTIES: undefined })
  await state.remove()
})

const by = (actor: Actor) => ({ actor, requestId: 'q1' })
type By = ReturnType<typeof by>
type Of<K extends Change['kind']> = Omit<Extract<Change, { kind: K }>, 'kind'>
const changeRoles = (change: Of<'roles'>, one: By) => proposeChange({ kind: 'roles', ...change }, one)
const changeUserState = (change: Of<'user_state'>, one: By) =>
  proposeChange({ kind: 'user_state', ...change }, one)
const delegateHeadship = async (
  { username, ...lent }: Omit<Of<'delegation'>, 'userId'> & { username: string },
  one: By,
) => proposeChange({ kind: 'delegation', userId: await userIdOf(username), ...lent }, one)
const endDelegation = (id: string, one: By) => proposeChange({ kind: 'delegation_ended', id }, one)
const liveSessions = async (userId: string) =>
  (await db()).session.count({ where: { userId, endedAt: null } })
const events = async (event: string) =>
  (await db()).auditEvent.findMany({ where: { event }, orderBy: { id: 'asc' } })
const give = (userId: string, version: number, ...roles: { role: Role; departmentId: string | null }[]) => ({
  userId,
  version,
  roles,
})
const role = (name: Role, departmentId: string | null = null) => ({ role: name, departmentId })

test('a role change is recorded with before and after, holds in the session that is open, and a stale one is told so', async () => {
  const admin = await person('admin', 'security_admin')
  const { userId } = await person('li', 'doctor')
  await changeRoles(give(userId, 1, role('department_head', CARD), role('department_head', RESP)), by(admin))
  expect(await liveSessions(userId)).toBe(1)
  expect(usageScope(await actorOf(userId))).toEqual([CARD, RESP])
  const [changed] = await events('roles.changed')
  expect(JSON.parse(changed?.detail ?? '')).toMatchObject({
    before: [],
    after: [`department_head:${CARD}`, `department_head:${RESP}`],
  })
  await expect(changeRoles(give(userId, 1), by(admin))).rejects.toMatchObject({ code: 'stale' })
  await changeRoles(give(userId, 2), by(admin))
  expect(usageScope(await actorOf(userId))).toEqual([])
})

test.each([
  ['a head of nothing', [role('department_head')]],
  ['a doctor of a department', [role('doctor', CARD)]],
  ['a role twice', [role('doctor'), role('doctor')]],
  ['an unknown department', [role('department_head', 'none')]],
])('%s is refused', async (_, roles) => {
  const admin = await person('admin', 'security_admin')
  const { userId } = await person('li', 'doctor')
  await expect(changeRoles({ userId, version: 1, roles }, by(admin))).rejects.toMatchObject({
    code: 'invalid_input',
  })
  expect(await events('roles.changed')).toEqual([])
})

test('nobody edits their own account, and the last security admin stays', async () => {
  const admin = await person('admin', 'security_admin')
  const other = await person('other', 'doctor')
  await expect(changeRoles(give(admin.userId, 1), by(admin))).rejects.toMatchObject({ code: 'own_account' })
  const state = { userId: admin.userId, disabled: true, version: 1 }
  await expect(changeUserState(state, by(admin))).rejects.toMatchObject({ code: 'own_account' })
  await expect(changeUserState(state, by(other))).rejects.toMatchObject({ code: 'last_security_admin' })
  await changeRoles(give(other.userId, 1, role('security_admin')), by(admin))
  await changeUserState(state, by(await actorOf(other.userId)))
  expect(await liveSessions(admin.userId)).toBe(0)
  const last = give(other.userId, 2)
  await expect(changeRoles(last, by(admin))).rejects.toMatchObject({ code: 'last_security_admin' })
})

test('with separated duties one account holds one admin role', async () => {
  setTestEnv({ SEPARATION_OF_DUTIES: 'on' })
  const admin = await person('admin', 'security_admin')
  const { userId } = await person('zhou', 'auditor')
  const change = changeRoles(give(userId, 1, role('system_admin')), by(admin))
  await expect(change).rejects.toMatchObject({ code: 'separation_of_duties' })
})

test('what the directory disabled, an admin does not lift', async () => {
  const admin = await person('admin', 'security_admin')
  const { userId } = await person('li', 'doctor')
  const data = { disabledAt: new Date(), disabledBy: 'directory' }
  await (await db()).user.update({ where: { id: userId }, data })
  const lift = changeUserState({ userId, disabled: false, version: 1 }, by(admin))
  await expect(lift).rejects.toMatchObject({ code: 'conflict' })
})

test('a head lends the own department for a time; it gives the right, cannot be lent on, and ends by itself', async () => {
  const head = await person('chen', 'department_head', CARD)
  const deputy = await person('li', 'doctor')
  const today = hospitalDay(new Date())
  const lend = (departmentId: string, to: string, actor = head, username = 'li') =>
    delegateHeadship({ username, departmentId, from: today, to }, by(actor))
  await expect(lend(RESP, today)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(lend(CARD, shiftDay(today, 90))).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(lend(CARD, shiftDay(today, -1))).rejects.toMatchObject({ code: 'invalid_input' })
  await expect(lend(CARD, today, head, 'nobody')).rejects.toMatchObject({ code: 'not_found' })
  await lend(CARD, shiftDay(today, 3))
  expect(await liveSessions(deputy.userId)).toBe(1)
  const lent = await actorOf(deputy.userId)
  expect(usageScope(lent)).toEqual([CARD])
  expect((await listDelegations(listDelegationsQuery.parse({}), head)).delegations).toHaveLength(1)
  expect((await listDelegations(listDelegationsQuery.parse({}), lent)).departments).toEqual([])
  await person('wang', 'doctor')
  await expect(lend(CARD, today, lent, 'wang')).rejects.toMatchObject({ code: 'forbidden' })
  const { rights } = await readPerson(deputy.userId)
  expect(rights.find(({ permission }) => permission === 'usage:read')).toMatchObject({
    source: 'delegation',
    givenBy: { displayName: 'chen' },
    inForce: true,
  })
  const grant = { source: 'delegation' }
  await (await db()).roleGrant.updateMany({ where: grant, data: { endsAt: new Date() } })
  expect(usageScope(await actorOf(deputy.userId))).toEqual([])
  expect(await endOverdueDelegations()).toBe(1)
  expect(await liveSessions(deputy.userId)).toBe(1)
  expect(await events('roles.delegation_ended')).toHaveLength(1)
})

test('a delegation ends early, by its head and by nobody of another department', async () => {
  const head = await person('chen', 'department_head', CARD)
  const other = await person('wu', 'department_head', RESP)
  await person('li', 'doctor')
  const today = hospitalDay(new Date())
  await delegateHeadship({ username: 'li', departmentId: CARD, from: today, to: today }, by(head))
  const [lent] = (await listDelegations(listDelegationsQuery.parse({}), head)).delegations
  await expect(endDelegation(lent?.id ?? '', by(other))).rejects.toMatchObject({ code: 'forbidden' })
  await endDelegation(lent?.id ?? '', by(head))
  expect((await listDelegations(listDelegationsQuery.parse({}), head)).delegations).toEqual([])
})

const policy = (version: number, retentionMonths: number) => ({
  kind: 'policy' as const,
  key: 'audit' as const,
  value: { retentionMonths, checkpointEvery: 100 },
  version,
})

test('a policy is set within its range, and a stale edit is told so', async () => {
  const admin = await person('admin', 'security_admin')
  await expect(proposeChange(policy(0, 5), by(admin))).rejects.toMatchObject({ code: 'invalid_input' })
  expect(await proposeChange(policy(0, 12), by(admin))).toEqual({ state: 'applied' })
  await expect(proposeChange(policy(0, 24), by(admin))).rejects.toMatchObject({ code: 'stale' })
  expect(await readPolicy(audit.policies.audit)).toEqual({
    retentionMonths: 12,
    checkpointEvery: 100,
    clockAheadDays: 30,
  })
  const [changed] = await events('policy.changed')
  expect(JSON.parse(changed?.detail ?? '')).toMatchObject({
    before: ['retentionMonths=36', 'checkpointEvery=1000', 'clockAheadDays=30'],
    after: ['retentionMonths=12', 'checkpointEvery=100', 'clockAheadDays=30'],
  })
})

test('mappings are added once, changed and removed with their version', async () => {
  const admin = await person('admin', 'security_admin')
  const mapping = { groupDn: 'cn=Nurses,ou=groups,dc=h', role: 'doctor' as const, departmentId: null }
  await proposeChange({ kind: 'mapping_added', mapping }, by(admin))
  const again = { ...mapping, groupDn: 'CN=nurses, ou=groups,dc=h' }
  await expect(proposeChange({ kind: 'mapping_added', mapping: again }, by(admin))).rejects.toMatchObject({
    code: 'conflict',
  })
  const [added] = (await listMappings(listMappingsQuery.parse({}))).mappings
  const id = added?.id ?? ''
  await proposeChange(
    { kind: 'mapping_changed', id, version: 1, mapping: { ...mapping, departmentId: CARD } },
    by(admin),
  )
  await expect(proposeChange({ kind: 'mapping_removed', id, version: 1 }, by(admin))).rejects.toMatchObject({
    code: 'stale',
  })
  await proposeChange({ kind: 'mapping_removed', id, version: 2 }, by(admin))
  expect((await listMappings(listMappingsQuery.parse({}))).mappings).toEqual([])
  expect(await events('mapping.changed')).toHaveLength(3)
})

test('departments keep their codes apart and cannot go while somebody needs them', async () => {
  const admin = await person('admin', 'security_admin')
  const icu = { code: 'icu', nameZh: '重症', nameEn: 'ICU', idleMinutes: 5 }
  await proposeChange({ kind: 'department_added', ...icu }, by(admin))
  await expect(proposeChange({ kind: 'department_added', ...icu }, by(admin))).rejects.toMatchObject({
    code: 'conflict',
  })
  const { id } = await (await db()).department.findUniqueOrThrow({ where: { code: 'icu' } })
  await proposeChange({ kind: 'department_changed', id, version: 1, ...icu, idleMinutes: null }, by(admin))
  await expect(
    proposeChange({ kind: 'department_changed', id, version: 1, ...icu }, by(admin)),
  ).rejects.toMatchObject({
    code: 'stale',
  })
  await person('chen', 'department_head', id)
  await expect(
    proposeChange({ kind: 'department_removed', id, version: 2 }, by(admin)),
  ).rejects.toMatchObject({ code: 'conflict' })
  await proposeChange({ kind: 'department_removed', id: RESP, version: 1 }, by(admin))
  expect(await events('department.changed')).toHaveLength(3)
})
