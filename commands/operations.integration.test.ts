import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { followTrail } from '@/lib/audit/mirror'
import { auditEvents } from '@/lib/audit/events'
import { inAuditedTransaction, recordAlone } from '@/lib/audit/record-event'
import { writeCheckpoint } from '@/lib/audit/write-checkpoint'
import { db } from '@/lib/db/client'
import { resetProcess } from '@/lib/testing/process-parts'
import { startSlapd, type Slapd } from '@/lib/testing/slapd'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const LAUNCHER = path.resolve(import.meta.dirname, '../bin/innerward')
const PASSPHRASE = 'correct horse battery staple'

let slapd: Slapd
beforeAll(async () => {
  slapd = await startSlapd()
})
afterAll(() => slapd.stop())

let state: TestState
let elsewhere: string
beforeEach(() => {
  state = createTestState({ ...slapd.env, NEXTAUTH_URL: 'http://localhost:6006' })
  elsewhere = mkdtempSync(path.join(tmpdir(), 'innerward-operations-'))
  writeFileSync(path.join(elsewhere, 'passphrase'), `${PASSPHRASE}\n`, { mode: 0o600 })
  return async () => {
    await state.remove()
    rmSync(elsewhere, { recursive: true, force: true })
  }
})

function innerward(args: readonly string[], env: Record<string, string> = {}) {
  const options = { cwd: elsewhere, encoding: 'utf8' as const, env: { ...process.env, ...env } }
  const { status, stdout, stderr } = spawnSync(LAUNCHER, args, options)
  return { status, stdout, text: `${stdout}${stderr}` }
}
const fails = (args: readonly string[], sentence: string): void => {
  expect(innerward(args)).toMatchObject({ status: 1, text: expect.stringContaining(sentence) as string })
}
async function disconnect(): Promise<void> {
  await (await db()).$disconnect()
  resetProcess('db')
}
/** A trail with a record and a signed checkpoint. */
async function writeTrail(): Promise<void> {
  await recordAlone({ event: auditEvents['system.stopped'], outcome: 'ok', actor: null })
  await inAuditedTransaction((tx) => writeCheckpoint(tx, 'periodic'))
  await disconnect()
}

interface Told {
  ok: boolean
  findings: { area: string; id: string; state: string; en: string }[]
}

test('check tells every area, ends with what failed, and before the first start makes nothing', () => {
  const whole = JSON.parse(innerward(['check', '--json']).stdout) as Told
  const areas = new Set(whole.findings.map(({ area }) => area))
  for (const area of [
    'settings',
    'machine',
    'disk',
    'clock',
    'state',
    'directory',
    'model',
    'gpu',
    'egress',
  ]) {
    expect(areas).toContain(area)
  }
  expect(whole.findings.find(({ id }) => id === 'directory-bind')).toMatchObject({ state: 'ok' })
  const fresh = path.join(elsewhere, 'fresh')
  const before = JSON.parse(innerward(['check', '--json'], { STATE_DIR: fresh }).stdout) as Told
  expect(before.findings.find(({ id }) => id === 'state')).toMatchObject({ state: 'ok' })
  expect(existsSync(fresh)).toBe(false)
  const wrong = innerward(['check', '--json'], { GPU: 'nvidia', LDAP_STARTTL: 'on' })
  expect(wrong.status).toBe(1)
  const told = (JSON.parse(wrong.stdout) as Told).findings.filter(({ state: each }) => each === 'fail')
  expect(told.map(({ en }) => en.split(':')[0])).toEqual(expect.arrayContaining(['GPU', 'LDAP_STARTTL']))
})

test('check names what keeps people from signing in, and lost keys', () => {
  writeFileSync(path.join(elsewhere, 'wrong'), 'wrong', { mode: 0o600 })
  const directory = innerward(['check', '--json'], { LDAP_BIND_PASSWORD_FILE: path.join(elsewhere, 'wrong') })
  expect(directory.status).toBe(1)
  const { findings } = JSON.parse(directory.stdout) as Told
  expect(findings.find(({ id }) => id === 'directory-bind')).toMatchObject({ state: 'fail' })
  rmSync(path.join(state.dir, 'secrets', 'audit-chain'))
  const keys = JSON.parse(innerward(['check', '--json']).stdout) as Told
  expect(keys.findings.find(({ id }) => id === 'keys')).toMatchObject({
    state: 'fail',
    en: expect.stringContaining('audit-chain') as string,
  })
})

test('a restore gives back from the mirror what came after the backup, and refuses where one record is missing', async () => {
  await writeTrail()
  expect(innerward(['backup', '.']).status).toBe(0)
  await recordAlone({ event: auditEvents['system.stopped'], outcome: 'ok', actor: null })
  await followTrail()
  await disconnect()
  const [made = ''] = readdirSync(elsewhere).filter((name) => name.startsWith('innerward-'))
  const who = ['--name', '张工', '--reason', 'backup_restored']
  fails(['restore', made, ...who], '--replay-mirror')
  const mirror = path.join(state.dir, 'audit-mirror')
  const file = path.join(mirror, readdirSync(mirror)[0] ?? '')
  const whole = readFileSync(file, 'utf8')
  const lines = whole.split('\n').filter((line) => (JSON.parse(line || '{}') as { id?: number }).id !== 2)
  writeFileSync(file, lines.join('\n'))
  fails(['restore', made, ...who, '--replay-mirror'], 'Not restored')
  writeFileSync(file, whole)
  expect(innerward(['restore', made, ...who, '--replay-mirror'])).toMatchObject({
    status: 0,
    text: expect.stringContaining('0 are missing') as string,
  })
  rmSync(path.join(elsewhere, made, 'innerward.db'))
  fails(['restore', '--check', made], 'damaged')
})

test('the directory is tested on the server without signing in, and the test with a person is recorded', async () => {
  expect(innerward(['directory', 'test'])).toMatchObject({ status: 0 })
  expect(innerward(['directory', 'test', 'head.chen']).text).toContain('陈')
  expect(await (await db()).auditEvent.count({ where: { event: 'directory.tested' } })).toBe(2)
})

test('sealed keys are proved against the database, come back where they were lost, and are never replaced', async () => {
  await writeTrail()
  const seal = ['escrow', 'seal', 'keys.age', '--passphrase-file', 'passphrase']
  const sealed = innerward(seal)
  expect(sealed).toMatchObject({
    status: 0,
    text: expect.stringContaining('It fits this database') as string,
  })
  fails(seal, 'was not replaced')
  const file = readFileSync(path.join(elsewhere, 'keys.age'))
  expect(file.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
  for (const name of readdirSync(path.join(state.dir, 'secrets'))) {
    const secret = readFileSync(path.join(state.dir, 'secrets', name), 'utf8').trim()
    expect(file.includes(secret.slice(0, 40))).toBe(false)
  }

  const secrets = path.join(state.dir, 'secrets')
  renameSync(secrets, path.join(elsewhere, 'lost'))
  const check = ['escrow', 'check', 'keys.age', '--passphrase-file', 'passphrase']
  expect(innerward(check)).toMatchObject({ status: 0 })
  const open = ['escrow', 'open', 'keys.age', '--passphrase-file', 'passphrase']
  expect(innerward(open)).toMatchObject({ status: 0 })
  for (const name of readdirSync(secrets)) {
    expect(readFileSync(path.join(secrets, name))).toEqual(readFileSync(path.join(elsewhere, 'lost', name)))
  }
  chmodSync(path.join(secrets, 'session'), 0o600)
  writeFileSync(path.join(secrets, 'session'), 'a1'.repeat(32))
  fails(open, 'Other keys are in secrets')
})

test('a sealed file of another installation, a wrong passphrase and a damaged file are refused', async () => {
  await writeTrail()
  expect(innerward(['escrow', 'seal', 'keys.age', '--passphrase-file', 'passphrase']).status).toBe(0)
  writeFileSync(path.join(elsewhere, 'other'), 'another passphrase of length\n')
  fails(['escrow', 'check', 'keys.age', '--passphrase-file', 'other'], 'passphrase is wrong')
  writeFileSync(path.join(elsewhere, 'short'), 'short\n')
  fails(['escrow', 'seal', 'more.age', '--passphrase-file', 'short'], '16 characters')
  const damaged = readFileSync(path.join(elsewhere, 'keys.age'))
  damaged[damaged.length - 1] = (damaged.at(-1) ?? 0) ^ 1
  writeFileSync(path.join(elsewhere, 'damaged.age'), damaged)
  fails(['escrow', 'check', 'damaged.age', '--passphrase-file', 'passphrase'], 'damaged')
  const first = state
  state = createTestState({ ...slapd.env })
  await writeTrail()
  fails(['escrow', 'check', 'keys.age', '--passphrase-file', 'passphrase'], 'not those of this database')
  await first.remove()
})

test('the first administrator comes from the directory, once, and is recorded', async () => {
  const grant = (name: string) => innerward(['admin', 'grant', '--first', name])
  expect(grant('nobody.here')).toMatchObject({
    status: 1,
    text: expect.stringContaining('no such name') as string,
  })
  expect(grant('secadmin.sun')).toMatchObject({ status: 0 })
  expect(grant('doctor.li')).toMatchObject({
    status: 1,
    text: expect.stringContaining('security administrator already') as string,
  })
  const client = await db()
  const [held] = await client.roleGrant.findMany({ include: { user: true } })
  expect(held).toMatchObject({ role: 'security_admin', source: 'manual', user: { username: 'secadmin.sun' } })
  expect(await client.auditEvent.count({ where: { event: 'admin.first_granted' } })).toBe(1)
  await client.roleGrant.deleteMany()
  expect(grant('doctor.li').status).toBe(1)
})

const MARKS = ['床12张某某', 'Marker-Password-7', 'hospital-internal-name']
test('a support bundle holds no text of a patient, no key, no name and no line of another program', async () => {
  await writeTrail()
  const client = await db()
  const [words, password, name] = MARKS as [string, string, string]
  await client.user.create({ data: { directoryId: 'x', username: name, displayName: words } })
  await client.department.create({ data: { code: 'c', nameZh: words, nameEn: name } })
  await disconnect()
  writeFileSync(path.join(state.dir, words), words)
  writeFileSync(path.join(elsewhere, 'password'), password, { mode: 0o600 })
  const line = { level: 'error', time: new Date().toISOString(), msg: 'page failed', code: 'SQLITE_FULL' }
  const log = [words, JSON.stringify({ ...line, question: words }), JSON.stringify({ ...line, code: words })]
  writeFileSync(path.join(elsewhere, 'portal.log'), `${log.join('\n')}\n`)
  const made = innerward(['support-bundle', 'bundle.tar.gz'], {
    LOG_FILE: path.join(elsewhere, 'portal.log'),
    LDAP_BASE_DN: `dc=${name}`,
    MODEL_MIRROR: `https://${name}/${password}`,
    METRICS_TOKEN_FILE: path.join(elsewhere, 'password'),
  })
  expect(made.status, made.text).toBe(0)
  expect(spawnSync('tar', ['-xzf', 'bundle.tar.gz'], { cwd: elsewhere }).status).toBe(0)
  const folder = path.join(elsewhere, 'innerward-support')
  const texts = readdirSync(folder).map((file) => readFileSync(path.join(folder, file), 'utf8'))
  const secrets = readdirSync(path.join(state.dir, 'secrets')).map((file) =>
    readFileSync(path.join(state.dir, 'secrets', file), 'utf8').slice(0, 64),
  )
  for (const mark of [...MARKS, ...secrets]) expect(texts.join('\n')).not.toContain(mark)
  expect(readFileSync(path.join(folder, 'log.jsonl'), 'utf8')).toContain('SQLITE_FULL')
  expect(texts.join('\n')).toContain('"AuditEvent"')
})
