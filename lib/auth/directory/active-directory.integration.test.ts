import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { previewInput } from '@/lib/rights/preview/contract'
import { previewMapping } from '@/lib/rights/preview/preview-mapping'
import { authenticate } from '@/lib/auth/directory/authenticate'
import { checkServer } from '@/lib/auth/directory/check-server'
import { findPeople } from '@/lib/auth/directory/find-people'
import { toldCode } from '@/lib/auth/directory/sub-codes'
import { recheckPeople } from '@/lib/auth/recheck-people'
import { signIn } from '@/lib/auth/sign-in'
import { db } from '@/lib/db/client'
import { resetProcess } from '@/lib/testing/process-parts'
import { startSamba, unicodePassword, USERS_DN, whyNoSamba, type Samba } from '@/lib/testing/samba/samba'
import { createTestState, setTestEnv, type TestState } from '@/lib/testing/test-state'

const PASSWORD = 'Ward-2026!'
const SERVICE = `CN=svc-portal,${USERS_DN}`
const dn = (name: string) => `CN=${name},${USERS_DN}`
/** A comma and parentheses, which mean something in names and filters. */
const WARDS = `CN=Wards\\, all (24h),${USERS_DN}`

const reason = whyNoSamba()
if (reason) process.stdout.write(`Active Directory tests: skipped because ${reason}\n`)

let samba: Samba
let state: TestState
let settings: Record<string, string | undefined>

function addPerson(name: string, displayName = name, password = PASSWORD): void {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const entry = [
    `dn: ${dn(name)}`,
    'changetype: add',
    'objectClass: user',
    `sAMAccountName: ${name}`,
    `userPrincipalName: ${name}@hospital.test`,
    `displayName:: ${base64(displayName)}`,
    `unicodePwd:: ${unicodePassword(password)}`,
    'userAccountControl: 512',
  ]
  samba.change(`${entry.join('\n')}\n`)
}
const addGroup = (groupDn: string, name: string, member: string): void =>
  samba.change(
    `dn: ${groupDn}\nchangetype: add\nobjectClass: group\nsAMAccountName: ${name}\nmember: ${member}\n`,
  )
const set = (name: string, attribute: string, value: string): void =>
  samba.change(`dn: ${dn(name)}\nchangetype: modify\nreplace: ${attribute}\n${attribute}: ${value}\n`)

describe.skipIf(reason !== null)('Active Directory', () => {
  beforeAll(async () => {
    samba = await startSamba()
    addPerson('svc-portal')
    addPerson('ann', '安宁')
    for (const name of ['ben', 'disabled', 'expired', 'must.change', 'locked', 'mover', 'leaver']) {
      addPerson(name)
    }
    addGroup(dn('ward-5'), 'ward-5', dn('ann'))
    addGroup(WARDS, 'wards', dn('ward-5'))
    addGroup(dn('doctors'), 'doctors', WARDS)
    samba.change(
      `dn: ${dn('doctors')}\nchangetype: modify\nadd: member\nmember: ${dn('leaver')}\nmember: ${dn('mover')}\n`,
    )
    set('disabled', 'userAccountControl', '514')
    // 1 January 2020 in 100 ns since 1601.
    set('expired', 'accountExpires', '132223104000000000')
    set('must.change', 'pwdLastSet', '0')
  })
  afterAll(() => samba.stop())
  beforeEach(() => {
    state = createTestState()
    const file = path.join(state.dir, 'bind-password')
    writeFileSync(file, PASSWORD, { mode: 0o600 })
    const service = { LDAP_BIND_DN: SERVICE, LDAP_BIND_PASSWORD_FILE: file }
    settings = { ...samba.env, ...service, LDAP_NESTED_GROUPS: 'ad' }
    setTestEnv(settings)
    resetProcess('directory-reading')
    return async () => {
      const unset = [...Object.keys(settings), 'LDAP_BIND_MODE', 'LDAP_BIND_TEMPLATE', 'LDAP_STARTTLS']
      setTestEnv(Object.fromEntries(unset.map((name) => [name, undefined])))
      await state.remove()
    }
  })

  const person = async (name: string) => {
    const answer = await authenticate(name, PASSWORD)
    if (!answer.ok) throw new Error(answer.reason)
    return answer.person
  }

  test('gives name and permanent id, whatever the letter case; a base of the whole domain refers elsewhere and is not followed', async () => {
    expect(samba.search('(sAMAccountName=ann)')).toMatch(/^ref: ldaps?:/m)
    expect(await person('ann')).toMatchObject({ username: 'ann', displayName: '安宁' })
    expect((await person('ann')).directoryId).toMatch(/^[0-9a-f]{32}$/)
  })

  test.each([
    ['ann', 'wrong', 'bad_password', 'invalid_credentials'],
    ['nobody', PASSWORD, 'no_user', 'invalid_credentials'],
    ['disabled', PASSWORD, 'disabled', 'account_disabled'],
    ['disabled', 'wrong', 'bad_password', 'invalid_credentials'],
    ['expired', PASSWORD, 'account_expired', 'account_expired'],
    ['must.change', PASSWORD, 'must_change', 'password_must_change'],
  ])('%s with %j is %s, and the person is told %s', async (username, password, expected, told) => {
    expect(await authenticate(username, password)).toEqual({ ok: false, reason: expected })
    expect(toldCode(expected)).toBe(told)
    await expect(signIn({ username, password, address: '127.0.0.1' })).rejects.toMatchObject({ code: told })
  })

  test('a locked account stays refused with the right password, and the person is not told more', async () => {
    for (let n = 0; n < 3; n++) await authenticate('locked', 'wrong')
    expect(await authenticate('locked', PASSWORD)).toEqual({ ok: false, reason: 'locked' })
    expect(toldCode('locked')).toBe('invalid_credentials')
  })

  test('a clear bind is refused by the domain: not a wrong password, but a setting', async () => {
    setTestEnv({ LDAP_URL: samba.plainUrl })
    await expect(authenticate('ann', PASSWORD)).rejects.toMatchObject({
      code: 'directory_unavailable',
      cause: { code: 8 },
    })
    const steps = await checkServer(new URL(samba.plainUrl), { username: null, deadlineMs: 10_000 })
    expect(steps.find(({ step }) => step === 'bind')).toMatchObject({
      state: 'failed',
      reason: 'tls_required',
    })
    setTestEnv({ LDAP_STARTTLS: 'on' })
    expect(await person('ann')).toMatchObject({ username: 'ann' })
  })

  test('groups within groups are followed by the domain, also with commas and parentheses in their names', async () => {
    const client = await db()
    for (const groupDn of [dn('doctors'), WARDS, dn('nobody-is-here')]) {
      await client.groupMapping.create({ data: { groupDn, role: 'doctor' } })
    }
    const { groupDns } = await person('ann')
    expect(groupDns).toEqual(expect.arrayContaining([dn('ward-5'), WARDS, dn('doctors')]))
    expect(groupDns).not.toContain(dn('nobody-is-here'))
    expect((await person('ben')).groupDns).toEqual([])
    setTestEnv({ LDAP_NESTED_GROUPS: 'off' })
    expect((await person('ann')).groupDns).toEqual([dn('ward-5')])
  })

  test('people looked up together have the groups that each has alone', async () => {
    for (const groupDn of [dn('doctors'), WARDS, dn('ward-5')]) {
      await (await db()).groupMapping.create({ data: { groupDn, role: 'doctor' } })
    }
    const alone = await Promise.all(['ann', 'ben', 'mover', 'leaver'].map(person))
    const together = await findPeople(alone.map(({ directoryId }) => directoryId))
    for (const { directoryId, groupDns } of alone) {
      expect([...(together.get(directoryId)?.groupDns ?? [])].sort()).toEqual([...groupDns].sort())
    }
    expect(alone[0]?.groupDns).toHaveLength(3)
  })

  test('a preview reads the domain in pages and finds members of members; disabled accounts are left out', async () => {
    const mapping = { groupDn: WARDS, role: 'doctor' as const, departmentId: null }
    const preview = await previewMapping(previewInput.parse({ change: { kind: 'mapping_added', mapping } }))
    expect(preview).toMatchObject({ inGroup: 1, counts: { added: 1 }, rows: [{ username: 'ann' }] })
    expect(preview.barred).toBeGreaterThanOrEqual(2)
  })

  test('a renamed person stays the same person, and a new one of the old name is another', async () => {
    const before = await person('mover')
    samba.change(
      `dn: ${dn('mover')}\nchangetype: modrdn\nnewrdn: CN=moved\ndeleteoldrdn: 1\n\n` +
        `dn: ${dn('moved')}\nchangetype: modify\nreplace: sAMAccountName\nsAMAccountName: moved\n-\n` +
        `replace: userPrincipalName\nuserPrincipalName: moved@hospital.test\n`,
    )
    expect((await person('moved')).directoryId).toBe(before.directoryId)
    const found = await findPeople([before.directoryId])
    expect(found.get(before.directoryId)).toMatchObject({ username: 'moved', barred: false })
    addPerson('mover')
    expect((await person('mover')).directoryId).not.toBe(before.directoryId)
  })

  test.each([
    ['is disabled', 'userAccountControl', '514', '512', 'disabled'],
    ['expires', 'accountExpires', '132223104000000000', '0', 'disabled'],
  ])(
    'an account that %s while the person is signed in loses its session',
    async (_, attribute, bad, good, change) => {
      const client = await db()
      await client.groupMapping.create({ data: { groupDn: dn('doctors'), role: 'doctor' } })
      await signIn({ username: 'leaver', password: PASSWORD, address: '127.0.0.1' })
      await recheckPeople()
      expect(await client.session.count({ where: { endedAt: null } })).toBe(1)
      set('leaver', attribute, bad)
      await recheckPeople()
      expect(await client.session.count({ where: { endedAt: null } })).toBe(0)
      const [event] = await client.auditEvent.findMany({ where: { event: 'directory.person_changed' } })
      expect(event?.detail).toContain(change)
      set('leaver', attribute, good)
    },
  )

  test.each(['{username}@hospital.test', 'HOSPITAL\\{username}'])(
    'direct bind as %s proves the entry found, without a service account',
    async (template) => {
      setTestEnv({ LDAP_BIND_MODE: 'direct', LDAP_BIND_TEMPLATE: template, LDAP_BIND_DN: undefined })
      await (await db()).groupMapping.create({ data: { groupDn: dn('doctors'), role: 'doctor' } })
      expect(await person('ann')).toMatchObject({ username: 'ann', displayName: '安宁' })
      expect((await person('ann')).groupDns).toContain(dn('doctors'))
      expect(await authenticate('ann', 'wrong')).toEqual({ ok: false, reason: 'bad_password' })
      expect(await authenticate('external', PASSWORD)).toMatchObject({ ok: false, reason: 'bad_password' })
      expect(await authenticate('ann@hospital.test', PASSWORD)).toEqual({ ok: false, reason: 'bad_input' })
      expect(await authenticate('disabled', PASSWORD)).toEqual({ ok: false, reason: 'disabled' })
    },
  )

  test('direct bind: the password of another account whose principal name looks like this user name opens nothing', async () => {
    // cat@clinic.test is ben's principal name, while the account named cat is somebody else's.
    addPerson('cat', 'Cat', 'Other-2026!')
    set('ben', 'userPrincipalName', 'cat@clinic.test')
    setTestEnv({
      LDAP_BIND_MODE: 'direct',
      LDAP_BIND_TEMPLATE: '{username}@clinic.test',
      LDAP_BIND_DN: undefined,
    })
    expect(await authenticate('cat', PASSWORD)).toEqual({ ok: false, reason: 'bad_password' })
  })
})
