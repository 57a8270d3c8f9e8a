import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { authenticate } from '@/lib/auth/directory/authenticate'
import { createAuthority, createCertificate, type Certificate } from '@/lib/testing/certificates'
import { faultyServer } from '@/lib/testing/faulty-server'
import { startSlapd, type Slapd } from '@/lib/testing/slapd'
import { createTestState, setTestEnv } from '@/lib/testing/test-state'
import demo from '@/lib/auth/demo-people.json'

let dir: string
let authority: Certificate
let foreign: Certificate
let slapd: Slapd
let expired: Slapd
beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'innerward-tls-'))
  authority = createAuthority(dir, 'hospital-ca')
  foreign = createAuthority(dir, 'foreign-ca')
  slapd = await startSlapd({ certificate: createCertificate(dir, { authority, host: 'localhost' }) })
  expired = await startSlapd({
    certificate: createCertificate(dir, { authority, host: 'localhost', days: 0 }),
  })
})
afterAll(async () => {
  await slapd.stop()
  await expired.stop()
  rmSync(dir, { recursive: true })
})
beforeEach(() => {
  const state = createTestState({ ...slapd.env, LDAP_CA_FILE: authority.certFile })
  return async () => {
    setTestEnv({ LDAP_CA_FILE: undefined, LDAP_STARTTLS: undefined, LDAP_NESTED_GROUPS: undefined })
    await state.remove()
  }
})

const signIn = (password = demo.password) => authenticate('doctor.li', password)
const ldaps = (host = 'localhost', server = slapd) => `ldaps://${host}:${server.ldapsPort ?? 0}`
const UNAVAILABLE = { code: 'directory_unavailable', status: 503 }

test('LDAPS with the hospital’s certificate works', async () => {
  setTestEnv({ LDAP_URL: ldaps() })
  expect(await signIn()).toMatchObject({ ok: true })
  expect(await signIn('wrong')).toMatchObject({ ok: false, reason: 'bad_password' })
})

test('StartTLS with the hospital’s certificate works', async () => {
  setTestEnv({ LDAP_URL: `ldap://localhost:${slapd.port}`, LDAP_STARTTLS: 'on' })
  expect(await signIn()).toMatchObject({ ok: true })
})

test.each([
  ['LDAPS with a certificate of another name', () => ({ LDAP_URL: ldaps('127.0.0.1') })],
  ['LDAPS with an unknown authority', () => ({ LDAP_URL: ldaps(), LDAP_CA_FILE: foreign.certFile })],
  ['LDAPS without an authority', () => ({ LDAP_URL: ldaps(), LDAP_CA_FILE: undefined })],
  ['LDAPS with a certificate that is over', () => ({ LDAP_URL: ldaps('localhost', expired) })],
  [
    'StartTLS with a certificate of another name',
    () => ({ LDAP_URL: `ldap://127.0.0.1:${slapd.port}`, LDAP_STARTTLS: 'on' }),
  ],
  [
    'StartTLS with an unknown authority',
    () => ({
      LDAP_URL: `ldap://localhost:${slapd.port}`,
      LDAP_STARTTLS: 'on',
      LDAP_CA_FILE: foreign.certFile,
    }),
  ],
  ['plain ldap to another machine', () => ({ LDAP_URL: 'ldap://192.0.2.1' })],
])('%s is refused, and no password is sent', async (_, variables) => {
  setTestEnv(variables())
  await expect(signIn()).rejects.toMatchObject(UNAVAILABLE)
})

/** LDAP's answer to the first message, "StartTLS may begin" (RFC 4511 §4.14), after which nothing comes. */
const STARTTLS_OK = Buffer.from('300c02010178070a010004000400', 'hex')

test('a server that hangs in the StartTLS handshake gets no password and is left', async () => {
  const fake = await faultyServer((socket) => socket.once('data', () => socket.write(STARTTLS_OK)))
  setTestEnv({ LDAP_URL: `${fake.url},${ldaps()}`, LDAP_STARTTLS: 'on' })
  expect(await signIn()).toMatchObject({ ok: true })
  expect(Buffer.concat(fake.received).includes(demo.password)).toBe(false)
  expect(Buffer.concat(fake.received).includes('service')).toBe(false)
  fake.close()
})

test('a server that drips one byte a second is left within the deadline', async () => {
  const fake = await faultyServer((socket) => {
    const drip = setInterval(() => socket.write(Buffer.from([0x30])), 1000)
    socket.on('close', () => clearInterval(drip))
  })
  setTestEnv({ LDAP_URL: fake.url })
  await expect(signIn()).rejects.toMatchObject(UNAVAILABLE)
  await expect.poll(() => [...fake.sockets].every(({ destroyed }) => destroyed)).toBe(true)
  fake.close()
})

test('a server that is down is passed over, and the good one is remembered', async () => {
  setTestEnv({ LDAP_URL: `ldap://127.0.0.1:1,ldap://127.0.0.1:${slapd.port}` })
  expect(await signIn()).toMatchObject({ ok: true })
  const { directoryServers } = await import('@/lib/auth/directory/servers')
  expect(directoryServers().map(({ port }) => port)).toEqual([String(slapd.port), '1'])
})

test('a wrong password is put to one server only', async () => {
  let connections = 0
  const second = await faultyServer(() => (connections += 1))
  setTestEnv({ LDAP_URL: `ldap://127.0.0.1:${slapd.port},${second.url}` })
  expect(await signIn('wrong')).toMatchObject({ ok: false, reason: 'bad_password' })
  expect(connections).toBe(0)
  second.close()
})

test('groups within groups count where they are asked for, and a loop of groups ends', async () => {
  const group = (name: string, member: string) =>
    `dn: cn=${name},ou=groups,${demo.baseDn}\nobjectClass: groupOfNames\ncn: ${name}\nmember: ${member}\n`
  const dnOf = (name: string) => `cn=${name},ou=groups,${demo.baseDn}`
  slapd.add(`${group('outer', dnOf('doctors'))}\n${group('outermost', dnOf('outer'))}`)
  slapd.change(`dn: ${dnOf('doctors')}\nchangetype: modify\nadd: member\nmember: ${dnOf('outermost')}\n`)
  const groups = async () => {
    const answer = await signIn()
    return answer.ok ? answer.person.groupDns : []
  }
  expect(await groups()).not.toContain(dnOf('outer'))
  setTestEnv({ LDAP_NESTED_GROUPS: 'recursive' })
  expect(await groups()).toEqual(expect.arrayContaining(['doctors', 'outer', 'outermost'].map(dnOf)))
})
