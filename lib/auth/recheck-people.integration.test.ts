import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { authenticate } from '@/lib/auth/directory/authenticate'
import { findPeople } from '@/lib/auth/directory/find-people'
import { directoryDoubted, recheckPeople } from '@/lib/auth/recheck-people'
import { seedMappings } from '@/lib/auth/seed-directory-mappings'
import { signIn } from '@/lib/auth/sign-in'
import { db } from '@/lib/db/client'
import demo from '@/lib/auth/demo-people.json'
import { resetProcess } from '@/lib/testing/process-parts'
import { startSlapd, type Slapd } from '@/lib/testing/slapd'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

let slapd: Slapd
let state: TestState
beforeAll(async () => {
  slapd = await startSlapd()
})
afterAll(() => slapd.stop())
beforeEach(async () => {
  state = createTestState({ ...slapd.env, DIRECTORY_SEED_FILE: 'prisma/demo-directory-seed.json' })
  resetProcess('recheck')
  await seedMappings()
})
afterEach(() => state.remove())

const dn = (uid: string) => `uid=${uid},ou=people,${demo.baseDn}`
const enter = (username: string) => signIn({ username, password: demo.password, address: '127.0.0.1' })
const row = async (username: string) =>
  (await db()).user.findUniqueOrThrow({
    where: { username },
    include: { grants: true, sessions: { where: { endedAt: null } }, department: true },
  })
const changes = async () =>
  (await (await db()).auditEvent.findMany({ where: { event: 'directory.person_changed' } })).map(
    ({ detail }) => JSON.parse(detail ?? '{}') as { change: string },
  )
const member = (action: 'add' | 'delete', group: string, uid: string): void =>
  slapd.change(
    `dn: cn=${group},ou=groups,${demo.baseDn}\nchangetype: modify\n${action}: member\nmember: ${dn(uid)}\n`,
  )

test('nothing changes for people whom the directory has not changed', async () => {
  await enter('doctor.li')
  await recheckPeople()
  const { sessions, directoryCheckedAt } = await row('doctor.li')
  expect(sessions).toHaveLength(1)
  expect(directoryCheckedAt).not.toBeNull()
  expect(await changes()).toEqual([])
})

test('who moves to another department keeps the session and has the new rights in it', async () => {
  await enter('doctor.li')
  member('add', 'dept-respiratory', 'doctor.li')
  member('delete', 'dept-cardiology', 'doctor.li')
  await recheckPeople()
  expect(await row('doctor.li')).toMatchObject({
    sessions: [{ endedAt: null }],
    department: { code: 'respiratory' },
  })
  expect(await changes()).toMatchObject([{ change: 'rights' }])
  member('add', 'dept-cardiology', 'doctor.li')
  member('delete', 'dept-respiratory', 'doctor.li')
})

test('who leaves a role group loses the role at once, and the session with the last one', async () => {
  await enter('head.chen')
  member('add', 'heads-cardiology', 'doctor.wang')
  member('delete', 'heads-cardiology', 'head.chen')
  await recheckPeople()
  const { sessions, grants } = await row('head.chen')
  expect(sessions).toHaveLength(1)
  expect(grants.map(({ role }) => role)).toEqual(['doctor'])
  member('delete', 'doctors', 'head.chen')
  await recheckPeople()
  expect((await row('head.chen')).sessions).toEqual([])
  member('add', 'doctors', 'head.chen')
  member('add', 'heads-cardiology', 'head.chen')
  member('delete', 'heads-cardiology', 'doctor.wang')
})

test('who is deleted is barred; recreated under the same name, it is another person', async () => {
  const uid = 'temp.he'
  const entry = `dn: ${dn(uid)}\nobjectClass: inetOrgPerson\nuid: ${uid}\ncn: He\nsn: He\nuserPassword: ${demo.password}\n`
  slapd.add(entry)
  member('add', 'doctors', uid)
  await enter(uid)
  const before = await row(uid)
  slapd.change(`dn: ${dn(uid)}\nchangetype: delete\n`)
  await recheckPeople()
  expect(await row(uid)).toMatchObject({ sessions: [], disabledBy: 'directory' })
  expect(await changes()).toMatchObject([{ change: 'gone' }])
  await expect(enter(uid)).rejects.toMatchObject({ code: 'invalid_credentials' })
  member('delete', 'doctors', uid)
  slapd.add(entry)
  await expect(enter(uid)).rejects.toMatchObject({ code: 'invalid_credentials' })
  member('add', 'doctors', uid)
  await enter(uid)
  expect((await row(uid)).id).not.toBe(before.id)
  slapd.change(`dn: ${dn(uid)}\nchangetype: delete\n`)
})

test('who is disabled by an admin is not lifted by the directory, who was barred by it is', async () => {
  await enter('doctor.li')
  const { id } = await row('doctor.li')
  const bar = async (disabledBy: string) =>
    (await db()).user.update({ where: { id }, data: { disabledAt: new Date(), disabledBy } })
  await bar('admin')
  await expect(enter('doctor.li')).rejects.toMatchObject({ code: 'invalid_credentials' })
  await bar('directory')
  await enter('doctor.li')
  expect(await row('doctor.li')).toMatchObject({ disabledAt: null, disabledBy: null })
})

test('a directory that is down changes nothing until the grace is over, and is recorded once', async () => {
  await enter('doctor.li')
  setTestEnv({ LDAP_URL: 'ldap://127.0.0.1:1' })
  await recheckPeople()
  await recheckPeople()
  expect((await row('doctor.li')).sessions).toHaveLength(1)
  await expect(enter('doctor.wang')).rejects.toMatchObject({ code: 'directory_unavailable' })
  const { id } = await row('doctor.li')
  const old = new Date(Date.now() - 2 * 3_600_000)
  await (await db()).user.update({ where: { id }, data: { directoryCheckedAt: old } })
  await recheckPeople()
  expect(await row('doctor.li')).toMatchObject({ sessions: [], disabledAt: null })
  setTestEnv(slapd.env)
  await enter('doctor.li')
  await recheckPeople()
  const told = await (
    await db()
  ).auditEvent.findMany({ where: { event: { startsWith: 'directory.' } }, orderBy: { id: 'asc' } })
  expect(told.map(({ event }) => event)).toEqual(['directory.unavailable', 'directory.recovered'])
})

test('without a service account nobody is barred, and sessions end with the grace', async () => {
  await enter('doctor.li')
  setTestEnv({ LDAP_BIND_DN: undefined })
  await recheckPeople()
  const { id, sessions } = await row('doctor.li')
  expect(sessions).toHaveLength(1)
  const old = new Date(Date.now() - 2 * 3_600_000)
  await (await db()).user.update({ where: { id }, data: { directoryCheckedAt: old } })
  await recheckPeople()
  expect(await row('doctor.li')).toMatchObject({ sessions: [], disabledAt: null })
  const unavailable = { where: { event: 'directory.unavailable' } }
  expect(await (await db()).auditEvent.count(unavailable)).toBe(0)
})

/** Eight people more, signed in, whom the directory may lose. */
async function crowd(): Promise<readonly string[]> {
  const client = await db()
  const uids = Array.from({ length: 8 }, (_, n) => `crowd${n}`)
  for (const uid of uids) {
    const user = {
      directoryId: `gone-${uid}`,
      username: uid,
      displayName: uid,
      directoryCheckedAt: new Date(),
    }
    const { id: userId } = await client.user.create({ data: user })
    const expiresAt = new Date(Date.now() + 3_600_000)
    await client.session.create({ data: { userId, sidHash: uid, expiresAt } })
  }
  return uids
}
const openSessions = async () => (await db()).session.count({ where: { endedAt: null } })
const told = async () =>
  (
    await (
      await db()
    ).auditEvent.findMany({ where: { event: { startsWith: 'directory.answer' } }, orderBy: { id: 'asc' } })
  ).map(({ event, detail }) => [event, JSON.parse(detail ?? '{}')] as unknown[])

test('a directory that loses many of the people signed in at once is doubted, told of, and bars nobody', async () => {
  await enter('doctor.li')
  const uids = await crowd()
  await recheckPeople()
  await recheckPeople()
  expect(await openSessions()).toBe(9)
  expect(await changes()).toEqual([])
  expect(await told()).toEqual([['directory.answer_doubted', { missing: 8, signedIn: 9 }]])
  expect(directoryDoubted()).toBe(true)
  const old = new Date(Date.now() - 2 * 3_600_000)
  await (
    await db()
  ).user.updateMany({ where: { username: { in: [...uids] } }, data: { directoryCheckedAt: old } })
  await recheckPeople()
  expect(await openSessions()).toBe(1)
  await recheckPeople()
  expect(await told()).toHaveLength(2)
  expect(directoryDoubted()).toBe(false)
})

test('a few who are gone at once are believed, whatever their share is', async () => {
  const [, , , , ...rest] = await crowd()
  await (await db()).user.deleteMany({ where: { username: { in: rest } } })
  await recheckPeople()
  expect(await openSessions()).toBe(0)
  expect(await changes()).toHaveLength(4)
})

test.each(['off', 'recursive'])(
  'people looked up together have the groups that each has alone, with nested groups %s',
  async (mode) => {
    setTestEnv({ LDAP_NESTED_GROUPS: mode })
    const group = (name: string, member: string) =>
      `dn: cn=${name}-${mode},ou=groups,${demo.baseDn}\nobjectClass: groupOfNames\ncn: ${name}-${mode}\nmember: ${member}\n`
    const groupDn = (name: string) => `cn=${name},ou=groups,${demo.baseDn}`
    slapd.add(group('staff', groupDn('doctors')))
    slapd.add(group('everybody', groupDn(`staff-${mode}`)))
    const alone = new Map<string, readonly string[]>()
    for (const { uid, ...one } of demo.people) {
      if ('disabled' in one) continue
      const answer = await authenticate(uid, demo.password)
      if (answer.ok) alone.set(answer.person.directoryId, [...answer.person.groupDns].sort())
    }
    expect(alone.size).toBe(8)
    const together = await findPeople([...alone.keys()])
    const groups = [...together].map(([id, { groupDns }]) => [id, [...groupDns].sort()] as const)
    expect(new Map(groups)).toEqual(alone)
    const nested = [...alone.values()].filter((held) => held.includes(groupDn(`everybody-${mode}`)))
    expect(nested).toHaveLength(mode === 'recursive' ? 3 : 0)
  },
)
