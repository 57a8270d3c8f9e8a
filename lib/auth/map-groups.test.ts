import { expect, test } from 'vitest'
import { mapGroups, normaliseDn } from '@/lib/auth/map-groups'

const MAPPINGS = [
  { groupDn: 'cn=doctors,ou=g', role: 'doctor', departmentId: null },
  { groupDn: 'cn=cardio,ou=g', role: null, departmentId: 'c' },
  { groupDn: 'cn=heads,ou=g', role: 'department_head', departmentId: 'r' },
  { groupDn: 'cn=lost,ou=g', role: 'department_head', departmentId: null },
  { groupDn: 'cn=sys,ou=g', role: 'system_admin', departmentId: null },
  { groupDn: 'cn=aud,ou=g', role: 'auditor', departmentId: null },
]
const TOGETHER = { separate: false, heldManually: [] }

test('groups give roles and a workplace, whatever the letter case and the spaces', () => {
  const groups = ['CN=Doctors, OU=G', 'cn=cardio,ou=g', 'cn=heads,ou=g', 'cn=other,ou=g']
  expect(mapGroups(groups, MAPPINGS, TOGETHER)).toEqual({
    departmentId: 'c',
    roles: [
      { role: 'doctor', departmentId: null },
      { role: 'department_head', departmentId: 'r' },
    ],
    dropped: [],
  })
})

test('no group, and a head of nothing, give no role', () => {
  expect(mapGroups(['cn=lost,ou=g'], MAPPINGS, TOGETHER).roles).toEqual([])
})

test('separated duties keep one admin role, a manual one first', () => {
  const groups = ['cn=sys,ou=g', 'cn=aud,ou=g']
  expect(mapGroups(groups, MAPPINGS, TOGETHER).roles).toHaveLength(2)
  expect(mapGroups(groups, MAPPINGS, { separate: true, heldManually: [] }).dropped).toEqual(['auditor'])
  expect(mapGroups(groups, MAPPINGS, { separate: true, heldManually: ['security_admin'] }).roles).toEqual([])
})

test('an attribute says where a person works, after a group of its own, and gives no role', () => {
  const byAttribute = [
    { groupDn: 'department=心内科, 二病区', role: 'system_admin', departmentId: 'r' },
    ...MAPPINGS,
  ]
  const options = { ...TOGETHER, departmentKeys: ['Department=心内科，二病区'] }
  expect(mapGroups([], byAttribute, options)).toEqual({ departmentId: 'r', roles: [], dropped: [] })
  expect(mapGroups(['cn=cardio,ou=g'], byAttribute, options).departmentId).toBe('c')
})

test.each([
  ['a code in hexadecimal digits', 'cn=security\\2dadmins,ou=g'],
  ['a character escaped without need', 'cn=security\\-admins,ou=g'],
  ['attribute types by number', '2.5.4.3=security-admins,OID.2.5.4.11=g'],
  ['long names of attribute types', 'commonName=security-admins,organizationalUnitName=g'],
  ['spaces that do not count', 'cn = security-admins  ,  ou= g'],
  ['another width and case', 'CN=Ｓecurity-Admins,OU=G'],
])('a group is the same one when it is written with %s', (_, written) => {
  expect(normaliseDn(written)).toBe('cn=security-admins,ou=g')
})

test('several bytes of one character, and escapes that are needed, keep their meaning', () => {
  expect(normaliseDn('cn=\\E5\\BF\\83内,ou=g')).toBe('cn=心内,ou=g')
  expect(normaliseDn('cn=a\\2Cou\\3Db,ou=g')).toBe(normaliseDn('cn=a\\,ou\\=b,ou=g'))
  expect(normaliseDn('cn=a\\,ou=b,ou=g')).not.toBe(normaliseDn('cn=a,ou=b,ou=g'))
})
