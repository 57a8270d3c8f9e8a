import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { previewInput } from '@/lib/rights/preview/contract'
import { previewMapping } from '@/lib/rights/preview/preview-mapping'
import { seedMappings } from '@/lib/auth/seed-directory-mappings'
import { signIn } from '@/lib/auth/sign-in'
import { db } from '@/lib/db/client'
import { resetProcess } from '@/lib/testing/process-parts'
import { rowIdFor } from '@/lib/testing/people'
import { startSlapd, type Slapd } from '@/lib/testing/slapd'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'
import demo from '@/lib/auth/demo-people.json'

/** More than two pages of five hundred, and more than OpenLDAP hands out in one search. */
const NURSES = 1200
const READER = `cn=reader,${demo.baseDn}`
const group = (name: string) => `cn=${name},ou=groups,${demo.baseDn}`

/** A directory with many people, and a reader whom, unlike the administrator, size limits bind. */
async function bigDirectory(settings: readonly string[] = []): Promise<Slapd> {
  const started = await startSlapd({ settings })
  const uid = (n: number) => `nurse.${String(n).padStart(4, '0')}`
  const people = Array.from(
    { length: NURSES },
    (_, n) =>
      `dn: uid=${uid(n)},ou=people,${demo.baseDn}\nobjectClass: inetOrgPerson\nuid: ${uid(n)}\ncn: Nurse ${n}\nsn: ${n}\n` +
      `departmentNumber: ${n % 2 === 0 ? '心内科' : 'Surgery, ward 2'}\n`,
  )
  const reader = `dn: ${READER}\nobjectClass: organizationalRole\nobjectClass: simpleSecurityObject\ncn: reader\nuserPassword: service\n`
  const members = Array.from({ length: NURSES }, (_, n) => `member: uid=${uid(n)},ou=people,${demo.baseDn}`)
  const nurses = `dn: ${group('nurses')}\nobjectClass: groupOfNames\ncn: nurses\n${members.join('\n')}\n`
  const outer = `dn: ${group('ward-staff')}\nobjectClass: groupOfNames\ncn: ward-staff\nmember: ${group('nurses')}\n`
  started.add([reader, ...people, nurses, outer].join('\n'))
  return started
}

let slapd: Slapd
let limited: Slapd
let state: TestState
beforeAll(async () => {
  slapd = await bigDirectory(['sizelimit size.soft=500 size.hard=500 size.prtotal=unlimited'])
  // OpenLDAP's own limit of five hundred counts for all pages together.
  limited = await bigDirectory()
})
afterAll(async () => {
  await slapd.stop()
  await limited.stop()
})
beforeEach(async () => {
  state = createTestState({
    ...slapd.env,
    LDAP_BIND_DN: READER,
    DIRECTORY_SEED_FILE: 'prisma/demo-directory-seed.json',
  })
  resetProcess('directory-reading')
  await seedMappings()
  return async () => {
    setTestEnv({ LDAP_NESTED_GROUPS: undefined, LDAP_DEPARTMENT_ATTRIBUTE: undefined })
    await state.remove()
  }
})

const preview = (given: Parameters<typeof previewInput.parse>[0]) => previewMapping(previewInput.parse(given))
const added = (name: string, role: string | null = 'doctor', departmentId: string | null = null) => ({
  change: { kind: 'mapping_added', mapping: { groupDn: name, role, departmentId } },
})

test('everybody is read in pages, shown in pages, and found by name', async () => {
  const all = await preview({ change: null, show: 'all' })
  expect(all).toMatchObject({ people: NURSES + demo.people.length, total: NURSES + demo.people.length })
  expect(all.rows).toHaveLength(50)
  const last = await preview({ change: null, show: 'all', page: 25 })
  expect(last.rows.map(({ username }) => username)).toContain('sysadmin.zhao')
  expect(last.readAt).toBe(all.readAt)
  const found = await preview({ change: null, show: 'all', search: '陈建国' })
  expect(found.rows).toMatchObject([
    {
      username: 'head.chen',
      known: false,
      effect: 'same',
      before: { roles: [{ role: 'doctor' }, { role: 'department_head' }] },
    },
  ])
})

test('a new mapping says who gains a role; nothing is changed by it', async () => {
  const before = await (await db()).groupMapping.count()
  const result = await preview(added(` CN=Nurses, OU=Groups,${demo.baseDn}`))
  expect(result).toMatchObject({
    inGroup: NURSES,
    total: NURSES,
    counts: { added: NURSES, changed: 0, removed: 0 },
  })
  expect(await (await db()).groupMapping.count()).toBe(before)
})

test('a removed mapping says who loses every role, a changed one who changes', async () => {
  const client = await db()
  const doctors = await client.groupMapping.findFirstOrThrow({ where: { role: 'doctor' } })
  const removed = await preview({ change: { kind: 'mapping_removed', id: doctors.id } })
  // The head of the department keeps that role.
  expect(removed.counts).toMatchObject({ removed: 3, changed: 1, added: 0 })
  const mapping = { groupDn: doctors.groupDn, role: 'auditor', departmentId: null }
  const changed = await preview({ change: { kind: 'mapping_changed', id: doctors.id, mapping } })
  expect(changed.counts).toMatchObject({ changed: 4, removed: 0 })
})

test('the roles given by hand of those who have signed in count', async () => {
  await signIn({ username: 'doctor.li', password: demo.password, address: '127.0.0.1' })
  const client = await db()
  const { id: userId } = await client.user.findUniqueOrThrow({ where: { username: 'doctor.li' } })
  await client.roleGrant.create({ data: { userId, role: 'auditor', source: 'manual' } })
  const doctors = await client.groupMapping.findFirstOrThrow({ where: { role: 'doctor' } })
  const { rows } = await preview({ change: { kind: 'mapping_removed', id: doctors.id }, search: 'doctor.li' })
  expect(rows).toMatchObject([{ known: true, effect: 'changed', manual: ['auditor'] }])
})

test('groups within groups count where they are asked for', async () => {
  const change = added(group('ward-staff'))
  expect((await preview(change)).inGroup).toBe(0)
  setTestEnv({ LDAP_NESTED_GROUPS: 'recursive' })
  expect((await preview({ ...change, reread: true })).inGroup).toBe(NURSES)
})

test('the value of an attribute is mapped to a department, never to a role', async () => {
  setTestEnv({ LDAP_DEPARTMENT_ATTRIBUTE: 'departmentNumber' })
  const { id } = await (await db()).department.findUniqueOrThrow({ where: { code: 'cardiology' } })
  const result = await preview(added('departmentnumber=surgery,  Ward 2', 'system_admin', id))
  expect(result).toMatchObject({ inGroup: NURSES / 2, counts: { changed: NURSES / 2, added: 0 } })
  expect(result.rows[0]).toMatchObject({ after: { departmentId: id, roles: [] } })
})

test('a directory that hands out only some is a wrong setting, not a short list', async () => {
  setTestEnv({ ...limited.env, LDAP_BIND_DN: READER })
  await expect(preview({ change: null })).rejects.toMatchObject({ code: 'directory_limit', status: 503 })
})

test('without a service account, or with an unknown mapping or department, it is told so', async () => {
  await expect(preview({ change: { kind: 'mapping_removed', id: rowIdFor('x') } })).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(preview(added(group('nurses'), null, rowIdFor('x')))).rejects.toMatchObject({
    code: 'invalid_input',
  })
  setTestEnv({ LDAP_BIND_DN: undefined })
  await expect(preview({ change: null })).rejects.toMatchObject({ code: 'directory_no_account' })
})

test('a directory that is down is told so, and asked again the next time', async () => {
  setTestEnv({ LDAP_URL: 'ldap://127.0.0.1:1' })
  await expect(preview({ change: null })).rejects.toMatchObject({ code: 'directory_unavailable' })
  setTestEnv({ LDAP_URL: slapd.env['LDAP_URL'] })
  expect((await preview({ change: null })).people).toBeGreaterThan(NURSES)
})
