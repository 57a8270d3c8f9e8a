import { expect, test } from 'vitest'
import { rolesInForce } from '@/lib/auth/grants-in-force'

const now = new Date('2026-05-10T00:00:00Z')
const grant = (role: string, from: string | null, to: string | null, departmentId: string | null = null) => ({
  role,
  departmentId,
  startsAt: from === null ? null : new Date(from),
  endsAt: to === null ? null : new Date(to),
})

test.each([
  ['without times', grant('doctor', null, null), true],
  ['from now on', grant('doctor', '2026-05-10T00:00:00Z', null), true],
  ['not begun', grant('doctor', '2026-05-10T00:00:01Z', null), false],
  ['ending this moment', grant('doctor', null, '2026-05-10T00:00:00Z'), false],
  ['within', grant('doctor', '2026-05-01T00:00:00Z', '2026-06-01T00:00:00Z'), true],
  ['over', grant('doctor', '2026-04-01T00:00:00Z', '2026-05-01T00:00:00Z'), false],
  ['of an unknown role', grant('wizard', null, null), false],
])('a grant %s', (_, held, inForce) => {
  expect(rolesInForce([held], now)).toHaveLength(inForce ? 1 : 0)
})

test('a role from two sources counts once, a head of two departments twice', () => {
  const grants = [
    grant('doctor', null, null),
    grant('doctor', null, null),
    grant('department_head', null, null, 'd1'),
    grant('department_head', null, null, 'd2'),
  ]
  expect(rolesInForce(grants, now)).toEqual([
    { role: 'doctor', departmentId: null },
    { role: 'department_head', departmentId: 'd1' },
    { role: 'department_head', departmentId: 'd2' },
  ])
})
