import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import path from 'node:path'
import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'
import { authenticate } from '@/lib/auth/directory/authenticate'
import { directoryReachable } from '@/lib/auth/directory/directory-reachable'
import { endExpiredSessions } from '@/lib/auth/end-expired-sessions'
import { lockSession } from '@/lib/auth/lock-session'
import { recordCountedRefusals } from '@/lib/auth/record-refusal'
import { seedMappings } from '@/lib/auth/seed-directory-mappings'
import { findActor, readActor } from '@/lib/auth/session'
import { endAllSessions, endSession } from '@/lib/auth/end-session'
import { onSessionEnded } from '@/lib/auth/session-events'
import { signIn } from '@/lib/auth/sign-in'
import { unlockSession } from '@/lib/auth/unlock-session'
import { secret } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { jar } from '@/lib/testing/next-headers'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

vi.mock('next/headers', () => import('@/lib/testing/next-headers'))

const ROOT = path.resolve(import.meta.dirname, '../..')
const PASSWORD = 'Ward-2026!'
let directory: ChildProcess
let state: TestState
let url: string

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function open(username: string, password = PASSWORD): Promise<string> {
  const sid = await signIn({ username, password, address: '127.0.0.1' })
  jar.cookie = await encode({ token: { sid }, secret: secret('session'), maxAge: 60 })
  return sid
}

beforeAll(async () => {
  const port = await freePort()
  url = `ldap://127.0.0.1:${port}`
  directory = spawn(process.execPath, [...typeScriptFlags(ROOT), 'boot/demo-directory.ts'], {
    cwd: ROOT,
    env: { ...process.env, DEMO_DIRECTORY_PORT: String(port), DEMO_BIND_PASSWORD: 'service' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  if (directory.stdout) await once(directory.stdout, 'data')
})
afterAll(() => {
  directory.kill()
})

beforeEach(async () => {
  jar.cookie = undefined
  state = createTestState({
    LDAP_URL: url,
    LDAP_BASE_DN: 'dc=hospital,dc=internal',
    LDAP_BIND_DN: 'cn=portal,dc=hospital,dc=internal',
    DIRECTORY_SEED_FILE: path.join(ROOT, 'prisma/demo-directory-seed.json'),
    SESSION_IDLE_SECONDS: '900',
  })
  const file = path.join(state.dir, 'bind-password')
  writeFileSync(file, 'service\n', { mode: 0o600 })
  setTestEnv({ LDAP_BIND_PASSWORD_FILE: file })
  await seedMappings()
  return () => state.remove()
})

describe('the directory', () => {
  test('tells the right password from every wrong one', async () => {
    const right = await authenticate('doctor.li', PASSWORD)
    expect(right).toMatchObject({ ok: true, person: { displayName: '李明' } })
    expect(await authenticate('doctor.li', 'wrong')).toEqual({ ok: false, reason: 'bad_password' })
    expect(await authenticate('nobody', PASSWORD)).toEqual({ ok: false, reason: 'no_user' })
    expect(await authenticate('disabled.wu', PASSWORD)).toEqual({ ok: false, reason: 'bad_password' })
    expect(await authenticate('doctor.li', '')).toEqual({ ok: false, reason: 'bad_input' })
    expect(await authenticate('doctor.li', 'x'.repeat(129))).toEqual({ ok: false, reason: 'bad_input' })
  })

  test.each(['*', 'doctor*', 'doctor.li)(uid=*', 'doctor.li\\2a', '\0', 'a)(|(uid=*'])(
    'finds nobody for %j',
    async (hostile) => {
      expect((await authenticate(hostile, PASSWORD)).ok).toBe(false)
    },
  )

  test('that is down, silent or reached in the clear is unavailable, not a wrong password', async () => {
    expect(await directoryReachable()).toBe(true)
    setTestEnv({ LDAP_URL: `ldap://127.0.0.1:${await freePort()}` })
    await expect(authenticate('doctor.li', PASSWORD)).rejects.toMatchObject({ code: 'directory_unavailable' })
    expect(await directoryReachable()).toBe(false)
    const silent = net.createServer(() => undefined).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    setTestEnv({ LDAP_URL: `ldap://127.0.0.1:${(silent.address() as AddressInfo).port}` })
    await expect(authenticate('doctor.li', PASSWORD)).rejects.toMatchObject({ code: 'directory_unavailable' })
    silent.close()
    setTestEnv({ LDAP_URL: 'ldap://192.0.2.1' })
    await expect(authenticate('doctor.li', PASSWORD)).rejects.toMatchObject({ code: 'directory_unavailable' })
  })
})

describe('a user name', () => {
  test('in any spelling that means the same account is one person', async () => {
    for (const spelling of ['doctor.li', 'DOCTOR.LI', ' Doctor.Li ', 'ｄｏｃｔｏｒ．ｌｉ']) {
      await open(spelling)
    }
    const users = await (await db()).user.findMany()
    expect(users.map(({ username }) => username)).toEqual(['doctor.li'])
  })

  test.each([
    ['of ten kilobytes', 'd'.repeat(10_240)],
    ['with a null byte', 'doctor.li\0'],
    ['with a Cyrillic letter that looks alike', 'd\u043Ector.li'],
    ['with an invisible letter', 'doctor\u200b.li'],
    ['that reads from right to left', '\u202edoctor.li'],
    ['with a filter in it', 'doctor.li)(uid=*'],
    ['that is half a surrogate', 'doctor.li\ud800'],
  ])('%s signs nobody in, with the sentence of a wrong password', async (_, typed) => {
    await expect(open(typed)).rejects.toMatchObject({ code: 'invalid_credentials', status: 401 })
    expect(await (await db()).user.count()).toBe(0)
    await recordCountedRefusals()
    const trail = await (await db()).auditEvent.findMany({ where: { event: 'session.sign_ins_refused' } })
    expect(trail).toHaveLength(1)
    expect(trail[0]?.detail).not.toContain('doctor')
  })
})

describe('a session', () => {
  test('opens with the roles of the groups, and its id is stored as a hash only', async () => {
    const sid = await open(' Head.Chen ')
    const actor = await readActor({ touch: true })
    expect(actor).toMatchObject({ username: 'head.chen', displayName: '陈建国', locked: false })
    expect(actor.roles.map(({ role }) => role).sort()).toEqual(['department_head', 'doctor'])
    expect(JSON.stringify(await (await db()).session.findMany())).not.toContain(sid)
  })

  test('is over when its row says so, and the listeners hear it once', async () => {
    await open('doctor.li')
    const { sessionId, userId } = await readActor({ touch: false })
    const heard: unknown[] = []
    onSessionEnded((ended) => heard.push(ended))
    expect(await endSession(sessionId, 'signed_out')).toBe(true)
    expect(await endSession(sessionId, 'signed_out')).toBe(false)
    expect(heard).toEqual([{ sessionId, keeps: false }])
    await expect(readActor({ touch: true })).rejects.toMatchObject({ code: 'session_expired' })
    await open('doctor.li')
    expect(await endAllSessions(userId, 'revoked')).toBe(1)
    expect(await findActor()).toBeNull()
  })

  test('ends when it is idle, and only what the person does counts', async () => {
    await open('doctor.li')
    const { sessionId } = await readActor({ touch: false })
    const client = await db()
    const before = new Date(Date.now() - 200_000)
    await client.session.update({ where: { id: sessionId }, data: { lastActionAt: before } })
    await readActor({ touch: false })
    const row = await client.session.findUniqueOrThrow({ where: { id: sessionId } })
    expect(row.lastActionAt).toEqual(before)
    await readActor({ touch: true })
    expect((await client.session.findUniqueOrThrow({ where: { id: sessionId } })).lastActionAt > before).toBe(
      true,
    )
    const data = { lastActionAt: new Date(Date.now() - 901_000) }
    await client.session.update({ where: { id: sessionId }, data })
    expect(await endExpiredSessions()).toBe(1)
    await expect(readActor({ touch: true })).rejects.toMatchObject({ code: 'session_expired' })
  })

  test('a forged cookie and no cookie are nobody', async () => {
    jar.cookie = 'forged'
    await expect(readActor({ touch: true })).rejects.toMatchObject({ code: 'unauthenticated' })
    jar.cookie = await encode({ token: { sid: 'x' }, secret: 'another secret' })
    await expect(readActor({ touch: true })).rejects.toMatchObject({ code: 'unauthenticated' })
    jar.cookie = undefined
    await expect(readActor({ touch: true })).rejects.toMatchObject({ code: 'unauthenticated' })
  })

  test('locks, stays locked on a wrong password, unlocks on the right one', async () => {
    await open('doctor.li')
    await lockSession(await readActor({ touch: false }))
    const actor = await readActor({ touch: false })
    expect(actor.locked).toBe(true)
    await expect(unlockSession(actor, 'wrong')).rejects.toMatchObject({ code: 'invalid_credentials' })
    expect((await readActor({ touch: false })).locked).toBe(true)
    await unlockSession(actor, PASSWORD)
    expect((await readActor({ touch: false })).locked).toBe(false)
  })
})

describe('refusals', () => {
  test('look the same for everybody, and the trail names no typed text', async () => {
    for (const name of ['nobody', 'disabled.wu', 'a*b']) {
      await expect(open(name)).rejects.toMatchObject({ code: 'invalid_credentials' })
    }
    await recordCountedRefusals()
    const trail = await (await db()).auditEvent.findMany({ where: { event: 'session.sign_ins_refused' } })
    expect(trail).toHaveLength(1)
    expect(
      JSON.stringify(trail, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toMatch(/nobody|disabled|a\*b/)
  })

  test('rise to a wait, even with the right password', async () => {
    for (let n = 0; n < 3; n++) {
      await expect(open('doctor.li', 'wrong')).rejects.toMatchObject({ code: 'invalid_credentials' })
    }
    await expect(open('doctor.li')).rejects.toMatchObject({ code: 'too_many_requests' })
    await open('doctor.wang')
  })
})
