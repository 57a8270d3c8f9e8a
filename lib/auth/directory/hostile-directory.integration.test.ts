import { once } from 'node:events'
import net, { type AddressInfo } from 'node:net'
import ldap from 'ldapjs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { authenticate } from '@/lib/auth/directory/authenticate'
import { checkServer } from '@/lib/auth/directory/check-server'
import { withServer } from '@/lib/auth/directory/connect'
import { createAuthority, createCertificate } from '@/lib/testing/certificates'
import { faultyServer } from '@/lib/testing/faulty-server'
import { startSlapd, type Slapd } from '@/lib/testing/slapd'
import { createTestState, setTestEnv } from '@/lib/testing/test-state'
import demo from '@/lib/auth/demo-people.json'

let slapd: Slapd
let state: ReturnType<typeof createTestState>
beforeAll(async () => {
  state = createTestState()
  const authority = createAuthority(state.dir, 'hospital-ca')
  slapd = await startSlapd({ certificate: createCertificate(state.dir, { authority, host: 'localhost' }) })
  setTestEnv({ ...slapd.env, LDAP_CA_FILE: authority.certFile })
})
afterAll(async () => {
  await slapd.stop()
  setTestEnv({ LDAP_CA_FILE: undefined })
  await state.remove()
})
beforeEach(() => {
  setTestEnv(slapd.env)
  return () => setTestEnv({ LDAP_STARTTLS: undefined })
})

interface Entry {
  uid: string
  entryUUID: string
  userAccountControl?: string
}
/** What is used of ldapjs here. */
interface LdapRequest {
  dn: { toString: () => string }
}
interface LdapResponse {
  attributes: string[]
  send: (entry: { dn: string; attributes: Record<string, string> }) => void
  end: () => void
}
const personDn = (uid: string) => `uid=${uid},ou=people,${demo.baseDn}`

/** A directory that accepts every bind, which no real one can be made to do, and answers searches as it is told. */
async function credulousDirectory(answers: readonly (readonly Entry[])[]) {
  const server = ldap.createServer()
  const binds: string[] = []
  let searches = 0
  server.bind('', (request: LdapRequest, response: LdapResponse, next: () => void) => {
    binds.push(request.dn.toString())
    response.end()
    next()
  })
  server.search('', (_: LdapRequest, response: LdapResponse, next: () => void) => {
    response.attributes = response.attributes.map((name) => name.toLowerCase())
    for (const entry of answers[searches] ?? []) {
      const { uid } = entry
      const attributes = { objectClass: 'inetOrgPerson', cn: uid, ...entry }
      response.send({ dn: personDn(uid), attributes })
    }
    searches += 1
    response.end()
    next()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  setTestEnv({ LDAP_URL: server.url })
  const close = () => server.close(() => undefined)
  return { binds, close }
}

describe('a directory that accepts every bind', () => {
  const li = { uid: 'doctor.li', entryUUID: 'id-li' }

  test('lets nobody in whom its search did not find', async () => {
    const fake = await credulousDirectory([[]])
    expect(await authenticate('nobody', 'anything')).toEqual({ ok: false, reason: 'no_user' })
    fake.close()
  })

  test.each([
    ['another user name', [[{ ...li, uid: 'head.chen' }]], 'no_user'],
    ['another person at the second reading', [[li], [{ ...li, entryUUID: 'id-chen' }]], 'changed'],
    ['nobody at the second reading', [[li], []], 'changed'],
    ['an account that is disabled', [[li], [{ ...li, userAccountControl: '514' }]], 'disabled'],
    ['two people', [[li, { uid: 'doctor.li', entryUUID: 'id-2' }]], 'ambiguous'],
  ])('lets nobody in when its search gives %s', async (_, answers, reason) => {
    const fake = await credulousDirectory(answers)
    expect(await authenticate('doctor.li', 'anything')).toEqual({ ok: false, reason })
    fake.close()
  })

  test('is bound to as the entry found and as nothing else', async () => {
    const fake = await credulousDirectory([[li], [li]])
    expect(await authenticate('doctor.li', 'anything')).toMatchObject({ ok: true })
    expect(fake.binds).toEqual([demo.serviceDn, personDn('doctor.li')])
    fake.close()
  })
})

describe('referrals', () => {
  test('below the base are ignored, and a base that is one is a wrong setting; none is followed', async () => {
    const elsewhere = await faultyServer(() => undefined)
    const dn = `ou=elsewhere,${demo.baseDn}`
    slapd.add(
      `dn: ${dn}\nobjectClass: referral\nobjectClass: extensibleObject\nou: elsewhere\nref: ${elsewhere.url}/${dn}\n`,
    )
    expect(await authenticate('doctor.li', demo.password)).toMatchObject({ ok: true })
    setTestEnv({ LDAP_BASE_DN: dn })
    await expect(authenticate('doctor.li', demo.password)).rejects.toMatchObject({
      code: 'directory_unavailable',
      cause: { code: 10 },
    })
    const url = new URL(slapd.env['LDAP_URL'] ?? '')
    const steps = await checkServer(url, { username: null, deadlineMs: 10_000 })
    expect(steps.find(({ step }) => step === 'search')).toMatchObject({ state: 'failed', reason: 'referral' })
    expect(elsewhere.sockets.size).toBe(0)
    elsewhere.close()
  })
})

/** A stretch of wire to the real directory that holds each of its answers back. */
async function slowWire(delayMs: number) {
  const opened: net.Socket[] = []
  const server = net.createServer((near) => {
    opened.push(near)
    const far = net.connect(slapd.port, '127.0.0.1')
    near.pipe(far)
    far.on('data', (bytes) => setTimeout(() => near.write(bytes), delayMs))
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      socket.on('error', () => other.destroy()).on('close', () => other.destroy())
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `ldap://localhost:${(server.address() as AddressInfo).port}`
  const drop = (): void => opened.forEach((socket) => socket.destroy())
  return { url, opened, drop, close: () => server.close() }
}

test('an answer that comes after the deadline lets nobody in', async () => {
  // Each of the four answers is in time by itself, all of them together are not.
  const wire = await slowWire(2550)
  setTestEnv({ LDAP_URL: wire.url })
  await expect(authenticate('doctor.li', demo.password)).rejects.toMatchObject({
    code: 'directory_unavailable',
    cause: { message: 'deadline' },
  })
  wire.close()
})

test('a connection that was lost after StartTLS is not opened again, least of all in the clear', async () => {
  const wire = await slowWire(0)
  setTestEnv({ LDAP_URL: wire.url, LDAP_STARTTLS: 'on' })
  const bound = withServer(
    new URL(wire.url),
    { deadlineMs: 5000, operationMs: 500 },
    async (open, sockets) => {
      const client = await open()
      wire.drop()
      await expect.poll(() => [...sockets].every(({ destroyed }) => destroyed)).toBe(true)
      const bind = () => client.bind(personDn('doctor.li'), demo.password)
      // The first one finds out that the connection is gone, the second one would open it anew.
      await bind().catch(() => undefined)
      await bind()
    },
  )
  await expect(bound).rejects.toThrow()
  expect(wire.opened).toHaveLength(1)
  wire.close()
})
