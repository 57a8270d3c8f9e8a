import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { backupFindings } from '@/commands/check/check-backup'
import { clockFinding, clockIsKept } from '@/commands/check/check-clock'
import { stepFinding } from '@/commands/check/check-directory'
import { fileSystemFinding, fsyncFinding, fsyncTime, roomFinding } from '@/commands/check/check-disk'
import { egressFindings } from '@/commands/check/check-egress'
import { glibcFinding, memoryFinding, processorFinding } from '@/commands/check/check-machine'
import { certificateFindings } from '@/commands/check/check-tls'
import { findingsJson, findingsText } from '@/commands/check/print-findings'

const GIB = 1024 ** 3
const HOUR = 60 * 60 * 1000
const dir = mkdtempSync(path.join(tmpdir(), 'innerward-check-'))
afterAll(() => rmSync(dir, { recursive: true }))

test.each([
  ['2.36', 'ok'],
  ['2.34', 'ok'],
  ['2.31', 'fail'],
  ['2.9', 'fail'],
  ['3.0', 'ok'],
  [null, 'fail'],
])('glibc %s is %s', (version, state) => {
  expect(glibcFinding(version).state).toBe(state)
})

test.each([
  ['flags\t: fpu avx avx2 fma f16c', 'ok'],
  ['flags\t: fpu sse4_2', 'warn'],
  ['Features\t: fp asimd', 'ok'],
])('a processor with %j is %s', (cpuinfo, state) => {
  expect(processorFinding(cpuinfo).state).toBe(state)
})

test.each([
  [32, 'ok'],
  [8, 'warn'],
  [2, 'fail'],
])('%i GiB of memory are %s', (gib, state) => {
  expect(memoryFinding({ total: gib * GIB, available: GIB }).state).toBe(state)
})

test.each([
  ['ext4', 0xef53, null, 'ok'],
  ['tmpfs', 0x01021994, null, 'fail'],
  ['overlay', 0x794c7630, null, 'warn'],
  ['SMB, as a negative number', 0xfe534d42 | 0, 'SMB', 'fail'],
])('a state folder on %s is %s', (_, type, network, state) => {
  expect(fileSystemFinding(type, network).state).toBe(state)
})

test('a disk is asked how long it takes to keep a write, and leaves nothing behind', () => {
  expect(fsyncTime(dir)).toBeGreaterThan(0)
  expect(() => fsyncTime(path.join(dir, 'nowhere'))).toThrow('ENOENT')
  expect([1, 50, 500].map((ms) => fsyncFinding(ms).state)).toEqual(['ok', 'warn', 'fail'])
  expect([0.5, 5, 50].map((gib) => roomFinding(gib * GIB).state)).toEqual(['fail', 'warn', 'ok'])
})

test.each([
  ['yes\n', false, true, 'ok'],
  ['no\n', false, false, 'warn'],
  [null, false, null, 'warn'],
  [null, true, true, 'ok'],
])('timedatectl %j and a mark %s', (told, marked, kept, state) => {
  expect(clockIsKept(told, marked)).toBe(kept)
  expect(clockFinding(Date.parse('2027-01-01T00:00:00Z'), kept).state).toBe(state)
})

test('a clock of before this version fails', () => {
  expect(clockFinding(0, true).state).toBe('fail')
})

test.each([
  [90, true, ['ok', 'ok']],
  [29, true, ['warn', 'ok']],
  [90, false, ['ok', 'fail']],
])('a certificate of %i days that fits: %s', (daysLeft, fits, states) => {
  const certificate = { validTo: new Date('2027-01-01'), daysLeft, fits, issuer: 'CN=ca' }
  const found = certificateFindings(certificate, 'https://innerward.hospital.internal')
  expect(found.map(({ state }) => state)).toEqual(states)
})

const step = { step: 'bind', ms: 3, facts: [{ name: 'account', value: 'cn=portal' }] } as const
test('a step of the directory is told in both languages, with what to do where it failed', () => {
  expect(stepFinding('ldaps://dc1', { ...step, state: 'ok', reason: null, facts: [...step.facts] })).toEqual({
    area: 'directory',
    id: 'directory-bind',
    state: 'ok',
    zh: 'ldaps://dc1 查询账号登录：账号 cn=portal',
    en: expect.stringContaining('ldaps://dc1') as string,
  })
  const failed = stepFinding('ldaps://dc1', {
    ...step,
    state: 'failed',
    reason: 'service_credentials',
    facts: [],
  })
  expect(failed).toMatchObject({
    state: 'fail',
    todo: { zh: expect.stringContaining('LDAP_BIND_DN') as string },
  })
  expect(stepFinding('x', { ...step, state: 'skipped', reason: 'earlier_failed', facts: [] })).toBeNull()
})

/** A backup folder as the portal leaves it. */
function backupOf(hours: number, now: number): string {
  const backups = mkdtempSync(path.join(dir, 'backups-'))
  const folder = path.join(backups, 'innerward-20261129T000000Z')
  mkdirSync(folder)
  const manifest = {
    version: '0.2.0',
    sha256: '0'.repeat(64),
    bytes: 1,
    upToId: 1,
    lastMac: '0'.repeat(64),
    at: new Date(now - hours * HOUR).toISOString(),
    keyId: 'k',
    signature: 's',
    checkpoint: null,
  }
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify(manifest))
  return backups
}

test('a backup of yesterday is good, one of last week is not, and one on the same disk is told', () => {
  const now = Date.parse('2026-11-29T12:00:00Z')
  const look = (backups: string, databaseBytes = 1) =>
    backupFindings(backups, { stateDir: dir, databaseBytes, now }).map(({ id, state }) => `${id} ${state}`)
  expect(look(backupOf(20, now))).toEqual(['backup-age ok', 'backup-disk warn'])
  expect(look(backupOf(200, now))).toContain('backup-age warn')
  expect(look(backupOf(20, now), Number.MAX_SAFE_INTEGER)).toContain('backup-room fail')
})

const HEAD = 'Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask'
test.each([
  ['a default route', `${HEAD}\neth0\t00000000\t0101A8C0\t0003\t0\t0\t0\t00000000`, {}, ['warn']],
  ['its own network alone', `${HEAD}\neth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF`, {}, ['ok']],
  ['a proxy', HEAD, { https_proxy: 'http://p:3128' }, ['ok', 'warn']],
])('%s is told', (_, routes, environment, states) => {
  expect(egressFindings(routes, environment).map(({ state }) => state)).toEqual(states)
})

test('the findings are told by area with what to do, and for programs as one object', () => {
  const findings = [
    fsyncFinding(500),
    { area: 'settings', id: 'settings', state: 'ok', zh: '好', en: 'good' } as const,
  ]
  const text = findingsText(findings)
  expect(text.indexOf('设置')).toBeLessThan(text.indexOf('磁盘'))
  expect(text).toContain('→ 请换用本机 SSD')
  expect(text).toContain('1 ok, 0 warnings, 1 failed')
  expect(JSON.parse(findingsJson(findings))).toMatchObject({ ok: false, findings: [{ id: 'fsync' }, {}] })
})
