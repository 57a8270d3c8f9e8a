import { beforeEach, expect, test, vi } from 'vitest'
import { PUT as decideApproval } from '@/app/api/admin/approvals/[id]/route'
import { DELETE as removeMapping, PUT as changeMapping } from '@/app/api/admin/mappings/[id]/route'
import { POST as addMapping } from '@/app/api/admin/mappings/route'
import { db } from '@/lib/db/client'
import {
  arrive,
  as,
  group,
  hospital,
  hospitalState,
  map,
  rolesOf,
  waiting,
} from '@/lib/testing/administrators'
import { setTestEnv } from '@/lib/testing/test-state'

/** Each way around four eyes and separation by mappings of groups, tried through the handlers on a real database. */
vi.mock('next/headers', () => import('@/lib/testing/next-headers'))

const decide = async (username: string, id: string) =>
  as(username, decideApproval, { params: { id }, body: { decision: 'approve' } })

beforeEach(() => hospitalState())

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

test('what takes the last right away acts at once and ends the sessions it was used in', async () => {
  const { sun, zhao } = await hospital()
  const client = await db()
  const system = await client.groupMapping.findFirstOrThrow({ where: { role: 'system_admin' } })
  const remove = { params: { id: system.id }, body: { version: 1 } }
  expect(await as('sun', removeMapping, remove)).toMatchObject({ status: 200, state: 'applied' })
  expect(await client.session.count({ where: { userId: zhao, endedAt: null } })).toBe(0)
  expect(await client.session.count({ where: { userId: sun, endedAt: null } })).toBe(1)
})
