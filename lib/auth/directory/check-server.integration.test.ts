import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readDirectory } from '@/lib/operations/directory/read-directory'
import { testDirectory } from '@/lib/operations/directory/test-directory'
import { checkServer } from '@/lib/auth/directory/check-server'
import { seedMappings } from '@/lib/auth/seed-directory-mappings'
import { db } from '@/lib/db/client'
import { createAuthority, createCertificate, type Certificate } from '@/lib/testing/certificates'
import { faultyServer, type FaultyServer } from '@/lib/testing/faulty-server'
import { startSlapd, type Slapd } from '@/lib/testing/slapd'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'
import { until } from '@/lib/testing/wait'
import demo from '@/lib/auth/demo-people.json'

let dir: string
let authority: Certificate
let foreign: Certificate
let slapd: Slapd
let ending: Slapd
let expired: Slapd
let plain: Slapd
let state: TestState
let base: Record<string, string | undefined>
beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'innerward-check-'))
  authority = createAuthority(dir, 'hospital-ca')
  foreign = createAuthority(dir, 'foreign-ca')
  const certificate = (days: number) => createCertificate(dir, { authority, host: 'localhost', days })
  slapd = await startSlapd({ certificate: certificate(90) })
  ending = await startSlapd({ certificate: certificate(10) })
  expired = await startSlapd({ certificate: certificate(0) })
  plain = await startSlapd()
  const unset = ['LDAP_STARTTLS', 'LDAP_BIND_MODE', 'LDAP_BIND_TEMPLATE', 'LDAP_USER_FILTER']
  base = {
    ...slapd.env,
    ...Object.fromEntries(unset.map((name) => [name, undefined])),
    LDAP_CA_FILE: authority.certFile,
  }
  state = createTestState({ ...base, DIRECTORY_SEED_FILE: 'prisma/demo-directory-seed.json' })
  await seedMappings()
  writeFileSync(path.join(dir, 'wrong'), 'wrong', { mode: 0o600 })
  writeFileSync(path.join(dir, 'empty'), '\n', { mode: 0o600 })
  slapd.add(
    ['people', 'groups']
      .map(
        (ou) =>
          `dn: uid=twin,ou=${ou},${demo.baseDn}\nobjectClass: inetOrgPerson\nuid: twin\ncn: Twin\nsn: Twin\n`,
      )
      .join('\n'),
  )
})
afterAll(async () => {
  await Promise.all([slapd, ending, expired, plain].map((server) => server.stop()))
  setTestEnv({ LDAP_CA_FILE: undefined })
  await state.remove()
  rmSync(dir, { recursive: true })
})

/** One state for all: the tests read it, but for the one that changes mappings, which puts them back. */
beforeEach(() => setTestEnv(base))

const ldaps = (server: Slapd, host = 'localhost') => `ldaps://${host}:${server.ldapsPort ?? 0}`
const check = async (url: string, username: string | null = null, deadlineMs = 10_000) => {
  setTestEnv({ LDAP_URL: url })
  return checkServer(new URL(url), { username, deadlineMs })
}
const inWords = (steps: Awaited<ReturnType<typeof check>>) =>
  steps.map(({ step, state, reason }) => [step, state, ...(reason ? [reason] : [])].join(' '))

test('LDAPS passes every step, with role and department of the named person', async () => {
  const steps = await check(ldaps(slapd), 'HEAD.chen ')
  expect(inWords(steps)).toEqual([
    'resolve ok',
    'connect ok',
    'tls ok',
    'bind ok',
    'search ok',
    'groups ok',
    'mapping ok',
  ])
  const facts = steps.flatMap((step) => step.facts.map(({ name, value }) => `${name}=${value}`))
  const { id } = await (await db()).department.findUniqueOrThrow({ where: { code: 'cardiology' } })
  expect(facts).toEqual(
    expect.arrayContaining([
      'protocol=TLSv1.3',
      'names=localhost',
      'issuer=hospital-ca',
      'displayName=陈建国',
      'groupsMapped=8',
      'role=doctor',
      'role=department_head',
      `department=${id}`,
    ]),
  )
})

test('StartTLS passes too, and without a person the mapping is skipped', async () => {
  setTestEnv({ LDAP_STARTTLS: 'on' })
  const steps = await check(`ldap://localhost:${slapd.port}`)
  expect(inWords(steps).slice(2)).toEqual([
    'tls ok',
    'bind ok',
    'search ok',
    'groups ok',
    'mapping skipped no_person',
  ])
})

describe('a fault is named at its step, and the later ones are skipped', () => {
  test.each<[string, string, Record<string, string | undefined>, () => string]>([
    ['connect failed refused', 'a closed port', {}, () => 'ldap://127.0.0.1:1'],
    ['tls failed tls_name', 'another name', {}, () => ldaps(slapd, '127.0.0.1')],
    ['tls failed tls_expired', 'an old certificate', {}, () => ldaps(expired)],
    ['tls failed closed', 'LDAPS on a plain port', {}, () => `ldaps://localhost:${plain.port}`],
    [
      'tls failed starttls',
      'StartTLS refused',
      { LDAP_STARTTLS: 'on' },
      () => `ldap://localhost:${plain.port}`,
    ],
    ['search failed base_missing', 'a wrong base', { LDAP_BASE_DN: 'dc=other' }, () => ldaps(slapd)],
    [
      'search failed nobody_found',
      'a wrong filter',
      { LDAP_USER_FILTER: '(uid=x{username})' },
      () => ldaps(slapd),
    ],
    [
      'bind failed service_credentials',
      'a wrong account',
      { LDAP_BIND_DN: 'cn=other,dc=hospital,dc=internal' },
      () => ldaps(slapd),
    ],
  ])('%s: %s', async (expected, _, variables, url) => {
    setTestEnv(variables)
    const words = inWords(await check(url()))
    const at = words.indexOf(expected)
    expect(words.filter((word) => word.includes(' failed '))).toEqual([expected])
    expect(words.slice(at + 1).every((word) => word.endsWith('skipped earlier_failed'))).toBe(true)
  })

  test.each([
    ['tls failed tls_authority', () => ({ LDAP_CA_FILE: foreign.certFile })],
    ['tls failed tls_authority', () => ({ LDAP_CA_FILE: undefined })],
    ['tls failed ca_file', () => ({ LDAP_CA_FILE: path.join(dir, 'nowhere.pem') })],
    ['bind failed service_credentials', () => ({ LDAP_BIND_PASSWORD_FILE: path.join(dir, 'wrong') })],
    ['bind failed service_password', () => ({ LDAP_BIND_PASSWORD_FILE: path.join(dir, 'empty') })],
    ['bind failed service_password', () => ({ LDAP_BIND_PASSWORD_FILE: path.join(dir, 'nowhere') })],
  ])('%s', async (expected, variables) => {
    setTestEnv(variables())
    expect(inWords(await check(ldaps(slapd)))).toContain(expected)
  })

  test('a name that no name server knows', async () => {
    // A machine without any name server says so with another code.
    expect(['resolve failed name_unknown', 'resolve failed name_server']).toContain(
      inWords(await check('ldaps://directory.invalid'))[0],
    )
  })

  test('a clear connection to another address than the loopback ones, before anything is sent', async () => {
    const other = await faultyServer(() => undefined, '127.0.0.2')
    const words = inWords(await check(other.url))
    expect(words.slice(1, 4)).toEqual([
      'connect ok',
      'tls failed plain_refused',
      'bind skipped earlier_failed',
    ])
    expect(other.received).toEqual([])
    other.close()
  })

  test('a server that is silent', async () => {
    const fake = await faultyServer(() => undefined)
    expect(inWords(await check(fake.url, null, 2500))[3]).toBe('bind failed deadline')
    expect([...fake.sockets].length).toBeGreaterThan(0)
    await expect.poll(() => [...fake.sockets].every(({ destroyed }) => destroyed)).toBe(true)
    fake.close()
  })
})

test.each([
  ['nobody', 'search failed person_missing'],
  ['twin', 'search failed person_ambiguous'],
  ['a*b', 'search failed person_name'],
  ['d'.repeat(200), 'search failed person_name'],
])('the person %j: %s', async (username, expected) => {
  expect(inWords(await check(ldaps(slapd), username))).toContain(expected)
})

test('a person without a mapped group, and mapped groups that do not exist', async () => {
  const { groupMapping } = await db()
  const lost = { groupDn: `cn=lost,ou=groups,${demo.baseDn}` }
  const { id, groupDn } = await groupMapping.findFirstOrThrow({ where: { role: 'auditor' } })
  await groupMapping.update({ where: { id }, data: lost })
  const steps = await check(ldaps(slapd), 'auditor.zhou')
  expect(inWords(steps)).toEqual(
    expect.arrayContaining(['groups warning groups_missing', 'mapping warning no_role']),
  )
  expect(steps[5]?.facts).toContainEqual({ name: 'groupMissing', value: lost.groupDn })
  await groupMapping.update({ where: { id }, data: { groupDn } })
})

test('a certificate that ends in ten days is warned of, in the test and on the page', async () => {
  const steps = await check(ldaps(ending))
  expect(inWords(steps)).toContain('tls warning expires_soon')
  expect(inWords(steps)).toContain('bind ok')
  expect(readDirectory().servers).toMatchObject([
    { encryption: 'ldaps', certificate: { names: ['localhost'], daysLeft: 9, endsSoon: true } },
  ])
})

test('with direct bind and no service account the rest can only be seen by signing in', async () => {
  setTestEnv({
    LDAP_BIND_MODE: 'direct',
    LDAP_BIND_TEMPLATE: `uid={username},ou=people,${demo.baseDn}`,
    LDAP_BIND_DN: undefined,
  })
  const words = inWords(await check(ldaps(slapd), 'doctor.li'))
  expect(words.slice(2)).toEqual([
    'tls ok',
    ...['bind', 'search', 'groups', 'mapping'].map((step) => `${step} skipped direct_mode`),
  ])
})

test('every server of the list is tested', async () => {
  setTestEnv({ LDAP_URL: `${ldaps(expired)},${ldaps(slapd)}` })
  const { servers } = await testDirectory('doctor.li')
  expect(servers.map(({ address }) => address)).toEqual([ldaps(expired), ldaps(slapd)])
  expect(servers.map(({ steps }) => steps.at(-1)?.state)).toEqual(['skipped', 'ok'])
})

test('the servers are tested at once, so that one deadline holds for all of them', async () => {
  const silent = [await faultyServer(() => undefined), await faultyServer(() => undefined)]
  setTestEnv({ LDAP_URL: silent.map(({ url }) => url).join(',') })
  const isOpen = ({ sockets }: FaultyServer) => [...sockets].some(({ destroyed }) => !destroyed)
  const tested = testDirectory('')
  const oneByOne = tested.then(() => {
    throw new Error('the servers were tested one after the other')
  })
  const bothOpen = until('connections to both servers at the same time', () => silent.every(isOpen))
  await Promise.race([bothOpen, oneByOne])
  expect((await tested).servers).toHaveLength(2)
  for (const { close } of silent) close()
})
