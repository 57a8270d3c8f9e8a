import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { encode } from 'next-auth/jwt'
import { type TOTP, URI } from 'otpauth'
import { beforeEach, expect, test, vi } from 'vitest'
import { proposeChange } from '@/lib/rights/four-eyes'
import { readSeasoned } from '@/lib/auth/read-seasoned'
import { whyNotDecide } from '@/lib/rights/who-decides'
import { listUsers } from '@/lib/rights/list-users'
import { listEvents } from '@/lib/audit/list-events'
import { verifyChain } from '@/lib/audit/verify-chain'
import { EMERGENCY_NAME } from '@/lib/auth/break-glass/account'
import { disableAccount } from '@/lib/auth/break-glass/disable-account'
import { enableAccount } from '@/lib/auth/break-glass/enable-account'
import { signInLocally } from '@/lib/auth/break-glass/sign-in-locally'
import { canonicalUsername } from '@/lib/auth/canonical-username'
import { confirmSession, requireConfirmation } from '@/lib/auth/confirm-session'
import { describeMe } from '@/lib/auth/describe-me'
import { lockSession } from '@/lib/auth/lock-session'
import { can } from '@/lib/feature/can'
import { allPermissions } from '@/lib/feature/installed'
import { recordCountedRefusals } from '@/lib/auth/record-refusal'
import { readActor } from '@/lib/auth/session'
import { signIn } from '@/lib/auth/sign-in'
import { unlockSession } from '@/lib/auth/unlock-session'
import { secret } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { jar } from '@/lib/testing/next-headers'
import { person } from '@/lib/testing/people'
import { createTestState, type TestState } from '@/lib/testing/test-state'

vi.mock('next/headers', () => import('@/lib/testing/next-headers'))

const ROOT = path.resolve(import.meta.dirname, '../../..')
const MINUTE = 60_000
let state: TestState
beforeEach(() => {
  jar.cookie = undefined
  // Nothing listens on the port of the directory: it is down throughout.
  state = createTestState({
    LDAP_URL: 'ldap://127.0.0.1:9',
    LDAP_BASE_DN: 'dc=hospital,dc=internal',
    LDAP_BIND_DN: 'cn=portal,dc=hospital,dc=internal',
    LDAP_BIND_PASSWORD_FILE: '/dev/null',
  })
  return async () => {
    vi.useRealTimers()
    await state.remove()
  }
})

const codeNow = (address: string): string => (URI.parse(address) as TOTP).generate()
const from = (address: string | null = '10.0.0.9') => ({ address })

async function open(password: string, code: string): Promise<void> {
  const sid = await signInLocally({ password, code, ...from() })
  jar.cookie = await encode({ token: { sid }, secret: secret('session'), maxAge: 3600 })
}
const reasons = async () =>
  (
    await (
      await db()
    ).auditEvent.findMany({ where: { event: { startsWith: 'breakglass.' } }, orderBy: { id: 'asc' } })
  ).map(({ event, detail }) =>
    [event.slice('breakglass.'.length), (JSON.parse(detail ?? '{}') as { reason?: string }).reason]
      .join(' ')
      .trim(),
  )

test('while the directory is down, ordinary people are told so and the emergency account signs in', async () => {
  await expect(signIn({ username: 'doctor.li', password: 'x', ...from() })).rejects.toMatchObject({
    code: 'directory_unavailable',
  })
  await recordCountedRefusals()
  expect((await listEvents({ limit: 1 })).records[0]).toMatchObject({
    event: 'session.sign_ins_refused',
    detail: expect.stringContaining('"refusals":1') as string,
  })
  const { password, address } = await enableAccount()
  expect(password.replaceAll('-', '').length).toBeGreaterThanOrEqual(20)
  await open(password, codeNow(address))
  const actor = await readActor({ touch: true })
  expect(actor).toMatchObject({ username: EMERGENCY_NAME, emergency: true })
  expect(
    allPermissions()
      .flatMap((one) => (can(actor, one) ? [one.id] : []))
      .sort(),
  ).toEqual([
    'changes:decide',
    'help:read',
    'library:decide',
    'library:exchange',
    'library:propose',
    'library:read',
    'library:use',
    'preferences:change',
    'roles:delegate',
    'security:manage',
    'system:manage',
    'templates:read',
  ])
  const me = await describeMe(actor)
  expect(me.alerts).toEqual(['emergency_session'])
  expect(Date.parse(me.expiresAt) - Date.now()).toBeLessThanOrEqual(30 * MINUTE)
  expect(await reasons()).toEqual(['enabled', 'signed_in'])
  expect(await verifyChain()).toMatchObject({ ok: true })
})

test('a wrong password, a wrong code, a used code and a switched-off account look the same', async () => {
  const refused = { code: 'invalid_credentials' }
  await expect(open('anything', '123456')).rejects.toMatchObject(refused)
  const { password, address } = await enableAccount()
  const code = codeNow(address)
  await expect(open(`${password}x`, code)).rejects.toMatchObject(refused)
  await expect(open(password, code === '000000' ? '000001' : '000000')).rejects.toMatchObject(refused)
  await open(password, code)
  await expect(open(password, code)).rejects.toMatchObject(refused)
  expect(await disableAccount()).toBe(true)
  expect(await disableAccount()).toBe(false)
  await expect(open(password, codeNow(address))).rejects.toMatchObject(refused)
  expect(await reasons()).toEqual([
    'sign_in_failed off',
    'enabled',
    'sign_in_failed password',
    'sign_in_failed code',
    'signed_in',
    'sign_in_failed code',
    'disabled',
    'sign_in_failed off',
  ])
})

test('two sign-ins with one code at the same moment open one session', async () => {
  const { password, address } = await enableAccount()
  const code = codeNow(address)
  const tried = await Promise.allSettled([1, 2, 3].map(() => signInLocally({ password, code, ...from() })))
  expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await (await db()).session.count()).toBe(1)
})

test('its limits are its own: five failures of one address, and none of the directory sign-in', async () => {
  const { password, address } = await enableAccount()
  for (let n = 0; n < 5; n++) await expect(open('wrong', '000000')).rejects.toMatchObject({ status: 401 })
  await expect(open(password, codeNow(address))).rejects.toMatchObject({ code: 'too_many_requests' })
  const elsewhere = { password, code: codeNow(address), address: '10.0.0.10' }
  await expect(signInLocally(elsewhere)).resolves.toBeTypeOf('string')
})

test('on the machine itself it is never refused, whatever was tried from elsewhere', async () => {
  const { password, address } = await enableAccount()
  const afar = Array.from({ length: 40 }, (_, n) =>
    signInLocally({ password: 'wrong', code: '000000', address: `10.0.1.${n % 8}` }).catch(() => undefined),
  )
  const here = { code: codeNow(address), address: '127.0.0.1' }
  for (let n = 0; n < 6; n++) {
    await expect(signInLocally({ ...here, password: 'wrong' })).rejects.toMatchObject({ status: 401 })
  }
  await expect(signInLocally({ ...here, password })).resolves.toBeTypeOf('string')
  await Promise.all(afar)
})

test('the session ends after half an hour whatever it does, and at once when the account is switched off', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  const { password, address } = await enableAccount()
  await open(password, codeNow(address))
  for (let minutes = 0; minutes < 28; minutes += 4) {
    vi.advanceTimersByTime(4 * MINUTE)
    await readActor({ touch: true })
  }
  vi.advanceTimersByTime(3 * MINUTE)
  await expect(readActor({ touch: true })).rejects.toMatchObject({ code: 'session_expired' })
  await open(password, codeNow(address))
  await disableAccount()
  await expect(readActor({ touch: true })).rejects.toMatchObject({ code: 'session_expired' })
})

test('it unlocks and confirms with its own password and no directory', async () => {
  const { password, address } = await enableAccount()
  await open(password, codeNow(address))
  await lockSession(await readActor({ touch: false }))
  const actor = await readActor({ touch: false })
  await expect(unlockSession(actor, 'wrong')).rejects.toMatchObject({ code: 'invalid_credentials' })
  await unlockSession(actor, password)
  await expect(requireConfirmation(actor)).rejects.toMatchObject({ code: 'confirmation_needed' })
  await confirmSession(actor, password)
  await requireConfirmation(actor)
})

test('nobody can take its name, list it as a person, give it roles, or let it approve', async () => {
  expect(canonicalUsername(EMERGENCY_NAME)).toBeNull()
  const admin = await person('sun', 'security_admin')
  const { password, address } = await enableAccount()
  expect((await describeMe({ ...admin, sessionId: await sessionOf(admin.userId) })).alerts).toEqual([
    'emergency_enabled',
  ])
  await open(password, codeNow(address))
  const emergency = await readActor({ touch: false })
  expect((await describeMe({ ...admin, sessionId: await sessionOf(admin.userId) })).alerts).toEqual([
    'emergency_in_use',
  ])
  const { users } = await listUsers({ sort: 'username', order: 'asc', page: 1 })
  expect(users.map(({ username }) => username)).toEqual(['sun'])
  const by = { actor: admin, requestId: 'r' }
  const target = { userId: emergency.userId, version: 1 }
  await expect(proposeChange({ kind: 'roles', ...target, roles: [] }, by)).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(proposeChange({ kind: 'user_state', ...target, disabled: true }, by)).rejects.toMatchObject({
    code: 'not_found',
  })
  const createdAt = new Date(Date.now() - 25 * 60 * MINUTE)
  await (await db()).roleGrant.updateMany({ data: { createdAt } })
  const seasoned = await readSeasoned(await db())
  const change = { kind: 'department_removed', id: 'x', version: 1 } as const
  const row = { kind: 'department_removed', change, requestedById: admin.userId }
  expect(whyNotDecide(emergency, row, seasoned)).toBe('not_yours')
  expect(whyNotDecide(admin, { ...row, requestedById: emergency.userId }, seasoned)).toBeNull()
})
const sessionOf = async (userId: string) =>
  (await (await db()).session.findFirstOrThrow({ where: { userId } })).id

test('the commands switch it on and off beside a running portal, and keep no secret in readable form', async () => {
  await db()
  const command = (name: string): string => {
    const scripts = (
      JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
    ).scripts
    const [, ...args] = (scripts[`breakglass:${name}`] ?? '').split(' ')
    // A command takes settings as a start does, which asks for the address where there is a hospital directory.
    const env = { ...process.env, NEXTAUTH_URL: 'https://innerward.hospital.internal' }
    return execFileSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', env })
  }
  const printed = command('enable')
  const address = /otpauth:\S+/.exec(printed)?.[0] ?? ''
  const password = /^ {2}((?:[a-z2-9]{4}-){5}[a-z2-9]{4})$/m.exec(printed)?.[1] ?? ''
  const row = JSON.stringify(await (await db()).localAccount.findFirst())
  expect(row).not.toContain(password)
  expect(row).not.toContain((URI.parse(address) as TOTP).secret.base32)
  await open(password, codeNow(address))
  expect(command('disable')).toContain('is off')
  await expect(readActor({ touch: false })).rejects.toMatchObject({ code: 'session_expired' })
  expect(await reasons()).toEqual(['enabled', 'signed_in', 'disabled'])
  expect(await verifyChain()).toMatchObject({ ok: true })
})
