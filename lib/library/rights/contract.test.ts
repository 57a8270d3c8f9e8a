import { expect, test } from 'vitest'
import { decidesAs, decisionsOf, mayPropose } from '@/lib/library/rights/contract'
import type { Actor, Role } from '@/lib/shared/actor'
import { madeUpActor } from '@/lib/testing/made-up-actor'

const somebody = (role: Role, departmentId: string | null = null, more: Partial<Actor> = {}): Actor =>
  madeUpActor({ roles: [{ role, departmentId }], ...more })
const placed = (departmentId: string | null, state = 'in_force') => ({
  departmentId,
  state,
  proposedById: 'somebody else',
})

const doctor = somebody('doctor')
const head = somebody('department_head', 'card')
const security = somebody('security_admin')
const emergency = somebody('security_admin', null, { emergency: true })

test.each([
  ['a doctor', doctor, 'card', null],
  ['the head of the department', head, 'card', 'department_head'],
  ['any head, for the hospital', head, null, 'department_head'],
  ['the head of another department', head, 'resp', null],
  ['the security administrator', security, 'resp', 'security_admin'],
  ['the emergency account', emergency, 'card', null],
])('%s takes a document out of use as what they are, or not at all', (_, actor, departmentId, role) => {
  expect(decidesAs(actor, placed(departmentId))).toBe(role)
  expect(decisionsOf(actor, placed(departmentId))).toEqual(role === null ? [] : ['retire'])
})

test.each([
  ['proposed', ['approve', 'reject'], []],
  ['in_force', ['retire'], ['retire']],
  ['superseded', ['restore'], []],
  ['retired', ['restore'], []],
  ['rejected', [], []],
])('of an edition that is %s %j is decided, and %j by who proposed it', (state, others, own) => {
  const edition = placed('card', state)
  expect(decisionsOf(head, edition)).toEqual(others)
  expect(decisionsOf(head, { ...edition, proposedById: head.userId })).toEqual(own)
})

test('a head proposes for the own department and the hospital, and the emergency account for nobody', () => {
  expect(['card', 'resp', null].filter((place) => mayPropose(head, place))).toEqual(['card', null])
  expect(['card', 'resp', null].filter((place) => mayPropose(security, place))).toEqual([
    'card',
    'resp',
    null,
  ])
  expect(['card', 'resp', null].filter((place) => mayPropose(emergency, place))).toEqual([])
})
