import { expect, test } from 'vitest'
import { comparePeople } from '@/lib/rights/preview/compare-people'
import type { Mapping } from '@/lib/auth/map-groups'

const DOCTORS: Mapping = { groupDn: 'cn=doctors,ou=g', role: 'doctor', departmentId: null }
const CARDIO: Mapping = { groupDn: 'cn=cardio,ou=g', role: null, departmentId: 'c' }
const AUDITORS: Mapping = { groupDn: 'cn=auditors,ou=g', role: 'auditor', departmentId: null }

const person = (username: string, ...groups: string[]) => ({
  directoryId: `id-${username}`,
  username,
  displayName: username,
  groupDns: groups.map((name) => `CN=${name},OU=g`),
  departmentKeys: [],
})
const PEOPLE = [
  person('wang', 'doctors', 'cardio'),
  person('li', 'doctors'),
  person('zhou', 'auditors'),
  person('he', 'cardio'),
]
const none = new Map<string, string[]>()
const effects = (before: Mapping[], after: Mapping[], manual = none, separate = false) =>
  comparePeople(PEOPLE, { before, after, manual, separate }).map(
    ({ username, effect }) => `${username} ${effect}`,
  )

test.each([
  ['nothing', [DOCTORS], [DOCTORS], ['he same', 'li same', 'wang same', 'zhou same']],
  ['a role added', [DOCTORS], [DOCTORS, AUDITORS], ['he same', 'li same', 'wang same', 'zhou added']],
  ['a role removed', [DOCTORS, CARDIO], [CARDIO], ['he same', 'li removed', 'wang removed', 'zhou same']],
  [
    'a department added',
    [DOCTORS],
    [DOCTORS, CARDIO],
    ['he changed', 'li same', 'wang changed', 'zhou same'],
  ],
  [
    'another role',
    [DOCTORS],
    [{ ...DOCTORS, role: 'auditor' }],
    ['he same', 'li changed', 'wang changed', 'zhou same'],
  ],
])('%s', (_, before, after, expected) => {
  expect(effects(before, after)).toEqual(expected)
})

test('who has a role by hand is changed, not removed, and is known', () => {
  const manual = new Map([['id-li', ['auditor']]])
  const [, li] = comparePeople(PEOPLE, { before: [DOCTORS], after: [], manual, separate: false })
  expect(li).toMatchObject({ effect: 'changed', known: true, manual: ['auditor'] })
})

test('a role that separated duties leave out is named', () => {
  const manual = new Map([['id-zhou', ['security_admin']]])
  const rows = comparePeople(PEOPLE, { before: [], after: [AUDITORS], manual, separate: true })
  expect(rows.find(({ username }) => username === 'zhou')).toMatchObject({
    effect: 'same',
    dropped: ['auditor'],
    after: { roles: [] },
  })
})
