import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auth } from '@/lib/auth/feature'
import type { Change } from '@/lib/rights/contract'
import { decideChange, proposeChange } from '@/lib/rights/four-eyes'
import { readRights } from '@/lib/rights/read-rights'
import { applyPerson } from '@/lib/auth/apply-person'
import { can } from '@/lib/feature/can'
import { ROLES, type Role } from '@/lib/shared/actor'
import { db, inTransaction } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { seededRandom } from '@/lib/testing/seeded-random'
import { actorOf } from '@/lib/testing/people'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

const PEOPLE = ['a', 'b', 'c', 'd'] as const
const GROUPS = ['g1', 'g2', 'g3'] as const
const MEMBERS: Record<(typeof PEOPLE)[number], readonly string[]> = {
  a: ['g1', 'g2'],
  b: ['g1'],
  c: ['g2', 'g3'],
  d: ['g3'],
}
const dn = (group: string) => `cn=${group},dc=h`
const DAY_AGO = () => new Date(Date.now() - 25 * 3_600_000)

type Step =
  | { act: 'roles'; by: number; of: number; roles: readonly Role[] }
  | { act: 'state'; by: number; of: number; disabled: boolean }
  | { act: 'map'; by: number; group: number; role: Role }
  | { act: 'unmap' | 'approve'; by: number; at: number }
  | { act: 'remap'; by: number; at: number; group: number; role: Role }
  | { act: 'policy'; by: number; key: 'fourEyes' | 'separation'; enabled: boolean }
  | { act: 'sign_in'; by: number }

const index = fc.nat({ max: 3 })
const role = fc.constantFrom(...ROLES.filter((one) => one !== 'department_head'))
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    act: fc.constant('roles' as const),
    by: index,
    of: index,
    roles: fc.uniqueArray(role, { maxLength: 2 }),
  }),
  fc.record({ act: fc.constant('state' as const), by: index, of: index, disabled: fc.boolean() }),
  fc.record({ act: fc.constant('map' as const), by: index, group: fc.nat({ max: 2 }), role }),
  fc.record({ act: fc.constantFrom('unmap' as const, 'approve' as const), by: index, at: index }),
  fc.record({ act: fc.constant('remap' as const), by: index, at: index, group: fc.nat({ max: 2 }), role }),
  fc.record({
    act: fc.constant('policy' as const),
    by: index,
    key: fc.constantFrom('fourEyes' as const, 'separation' as const),
    enabled: fc.boolean(),
  }),
  fc.record({ act: fc.constant('sign_in' as const), by: index }),
)

const { seed } = seededRandom('rights')
let state: TestState
beforeAll(() => {
  state = createTestState({ LDAP_URL: 'ldap://127.0.0.1:9', LDAP_BASE_DN: 'dc=h' })
})
afterAll(async () => {
  setTestEnv({ LDAP_URL: undefined, LDAP_BASE_DN: undefined })
  await state.remove()
})

async function signIn(name: (typeof PEOPLE)[number]): Promise<string> {
  const names = { directoryId: `dir-${name}`, username: name, displayName: name }
  const person = { ...names, groupDns: MEMBERS[name].map(dn), departmentKeys: [] }
  return (await inTransaction((tx) => applyPerson(tx, person))).user.id
}

/** Everybody new, with a first mapping that makes a and b security admins of long standing. */
async function start(): Promise<string[]> {
  const client = await db()
  for (const table of ['changeRequest', 'policy', 'roleGrant', 'session', 'groupMapping', 'user'] as const) {
    await (client[table] as { deleteMany: () => Promise<unknown> }).deleteMany()
  }
  await client.groupMapping.create({ data: { groupDn: dn('g1'), role: 'security_admin' } })
  const ids: string[] = []
  for (const name of PEOPLE) ids.push(await signIn(name))
  await client.roleGrant.updateMany({ data: { createdAt: DAY_AGO() } })
  return ids
}

async function changeOf(one: Step, ids: readonly string[]): Promise<Change | null> {
  const client = await db()
  const mappings = await client.groupMapping.findMany({ orderBy: { id: 'asc' } })
  if (one.act === 'roles' || one.act === 'state') {
    const userId = ids[one.of] ?? ''
    const { version } = await client.user.findUniqueOrThrow({ where: { id: userId } })
    if (one.act === 'state') return { kind: 'user_state', userId, version, disabled: one.disabled }
    return {
      kind: 'roles',
      userId,
      version,
      roles: one.roles.map((held) => ({ role: held, departmentId: null })),
    }
  }
  if (one.act === 'policy') {
    const row = await client.policy.findUnique({ where: { key: one.key } })
    return { kind: 'policy', key: one.key, value: { enabled: one.enabled }, version: row?.version ?? 0 }
  }
  if (one.act === 'map' || one.act === 'remap') {
    const mapping = { groupDn: dn(GROUPS[one.group] ?? ''), role: one.role, departmentId: null }
    if (one.act === 'map') return { kind: 'mapping_added', mapping }
    const row = mappings[one.at % Math.max(1, mappings.length)]
    return row ? { kind: 'mapping_changed', id: row.id, version: row.version, mapping } : null
  }
  if (one.act !== 'unmap') return null
  const row = mappings[one.at % Math.max(1, mappings.length)]
  return row ? { kind: 'mapping_removed', id: row.id, version: row.version } : null
}

/** Does one step as its person, who needs the right to it, and says whose hands were in what changed. */
async function take(one: Step, ids: readonly string[]): Promise<string[]> {
  const client = await db()
  if (one.act === 'sign_in') {
    await signIn(PEOPLE[one.by] ?? 'a')
    return []
  }
  const by = { actor: await actorOf(ids[one.by] ?? ''), requestId: 'q' }
  const user = await client.user.findUniqueOrThrow({ where: { id: by.actor.userId } })
  if (user.disabledAt || !can(by.actor, auth.permissions['security:manage'])) return []
  if (one.act === 'approve') {
    const rows = await client.changeRequest.findMany({ where: { state: 'pending' }, orderBy: { id: 'asc' } })
    const row = rows[one.at % Math.max(1, rows.length)]
    if (!row) return []
    await decideChange({ id: row.id, decision: 'approve' }, by)
    return [by.actor.userId, row.requestedById]
  }
  const change = await changeOf(one, ids)
  if (change) await proposeChange(change, by)
  return [by.actor.userId]
}

const admins = ({ people }: Awaited<ReturnType<typeof readRights>>) =>
  [...people.values()].filter(({ securityAdmin }) => securityAdmin === 'sure').length

test('random changes leave a security admin and never add to the rights of those who make them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const ids = await start()
      for (const one of steps) {
        const before = await readRights(await db())
        const hands = await take(one, ids).catch((error: unknown) => {
          if (error instanceof AppError) return []
          throw error
        })
        const after = await readRights(await db())
        expect(admins(after), JSON.stringify(one)).toBeGreaterThan(0)
        for (const id of hands) {
          const held = before.people.get(id)?.held ?? new Set()
          const more = [...(after.people.get(id)?.held ?? [])].filter((right) => !held.has(right))
          expect(more, JSON.stringify(one)).toEqual([])
        }
      }
    }),
    { seed, numRuns: 40 },
  )
})
