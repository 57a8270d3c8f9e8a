import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { authenticate } from '@/lib/auth/directory/authenticate'
import { directoryReachable } from '@/lib/auth/directory/directory-reachable'
import { startSlapd, type Slapd } from '@/lib/testing/slapd'
import { createTestState, setTestEnv } from '@/lib/testing/test-state'
import demo from '@/lib/auth/demo-people.json'

const PASSWORD = 'Ward-2026!'
let slapd: Slapd

beforeAll(async () => {
  slapd = await startSlapd()
  slapd.add(
    ['people', 'groups']
      .map((ou) =>
        [
          `dn: uid=twin,ou=${ou},dc=hospital,dc=internal`,
          'objectClass: inetOrgPerson',
          'uid: twin',
          'cn: Twin',
          'sn: Twin',
          `userPassword: ${PASSWORD}\n`,
        ].join('\n'),
      )
      .join('\n'),
  )
})
afterAll(() => slapd.stop())
beforeEach(() => {
  const state = createTestState(slapd.env)
  return () => state.remove()
})

test('OpenLDAP gives name, permanent id and groups for the right password', async () => {
  const answer = await authenticate('head.chen', PASSWORD)
  expect(answer).toMatchObject({ ok: true, person: { username: 'head.chen', displayName: '陈建国' } })
  if (!answer.ok) return
  expect(answer.person.directoryId).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/)
  expect([...answer.person.groupDns].sort()).toEqual([
    'cn=dept-cardiology,ou=groups,dc=hospital,dc=internal',
    'cn=doctors,ou=groups,dc=hospital,dc=internal',
    'cn=heads-cardiology,ou=groups,dc=hospital,dc=internal',
  ])
  expect(await directoryReachable()).toBe(true)
})

test.each([
  ['doctor.li', 'wrong', 'bad_password'],
  ['doctor.li', '', 'bad_input'],
  ['doctor.li', '   ', 'bad_input'],
  ['nobody', PASSWORD, 'no_user'],
  ['twin', PASSWORD, 'ambiguous'],
])('%j with %j is refused: %s', async (username, password, reason) => {
  expect(await authenticate(username, password)).toEqual({ ok: false, reason })
})

test('a person who may not bind is refused', async () => {
  expect((await authenticate('disabled.wu', PASSWORD)).ok).toBe(false)
})

test.each([
  '*',
  'd*',
  'doctor.li)(uid=*',
  '*)(|(uid=*',
  'doctor.li\\2a',
  'doctor.li\0',
  '\\',
  '((',
  'uid=doctor.li',
])('the name %j finds nobody', async (hostile) => {
  expect(await authenticate(hostile, PASSWORD)).toEqual({ ok: false, reason: 'no_user' })
})

test('a wrong service password is a fault of the portal, not of the person', async () => {
  const state = createTestState({ ...slapd.env, LDAP_BIND_DN: 'cn=other,dc=hospital,dc=internal' })
  await expect(authenticate('doctor.li', PASSWORD)).rejects.toMatchObject({ code: 'directory_unavailable' })
  await state.remove()
})

test('direct bind by a template of the distinguished name needs no service account', async () => {
  setTestEnv({
    LDAP_BIND_MODE: 'direct',
    LDAP_BIND_TEMPLATE: `uid={username},ou=people,${demo.baseDn}`,
    LDAP_BIND_DN: undefined,
  })
  expect(await authenticate('head.chen', PASSWORD)).toMatchObject({
    ok: true,
    person: { username: 'head.chen', displayName: '陈建国' },
  })
  expect(await authenticate('head.chen', 'wrong')).toEqual({ ok: false, reason: 'bad_password' })
  expect(await authenticate('nobody', PASSWORD)).toMatchObject({ ok: false })
  expect(await authenticate('head.chen,ou=groups', PASSWORD)).toMatchObject({ ok: false })
  expect(await authenticate('EXTERNAL', PASSWORD)).toMatchObject({ ok: false })
  setTestEnv({ LDAP_BIND_MODE: undefined, LDAP_BIND_TEMPLATE: undefined })
})
