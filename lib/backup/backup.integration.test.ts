import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { beforeEach, expect, test } from 'vitest'
import { auditEvents } from '@/lib/audit/events'
import { followTrail } from '@/lib/audit/mirror'
import { recordStart, recordStop } from '@/lib/audit/record-boundary'
import { recordAlone } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { checkTrail } from '@/lib/audit/watch-trail'
import { enableAccount } from '@/lib/auth/break-glass/enable-account'
import { listBackups } from '@/lib/backup/list-backups'
import { makeBackup } from '@/lib/backup/make-backup'
import { restoreBackup } from '@/lib/backup/restore-backup'
import { db } from '@/lib/db/client'
import { createBackupPlace, disconnect } from '@/lib/testing/backup-place'
import { libraryEdition } from '@/lib/testing/library-edition'
import { resetProcess } from '@/lib/testing/process-parts'
import { person } from '@/lib/testing/people'
import { setTestEnv, type TestState } from '@/lib/testing/test-state'

const ROOT = path.resolve(import.meta.dirname, '../..')
let state: TestState
let backups: string
let only: () => string
beforeEach(() => {
  const place = createBackupPlace()
  ;({ state, backups, only } = place)
  resetProcess('audit-mirror')
  return place.remove
})

const original = (sha256: string): string => path.join(state.dir, 'library', 'originals', sha256)

test('originals of the library are copied once, come back by their hash, and a missing one is named', async () => {
  await libraryEdition('甲')
  await makeBackup(backups, { trigger: 'command' })
  await libraryEdition('乙')
  const folder = path.join(backups, 'library-originals')
  const [first] = readdirSync(folder)
  const before = statSync(path.join(folder, first ?? '')).ino
  // A backup is named by its second: the first one gets another name, so that the test need not wait for the next second.
  renameSync(only(), path.join(backups, 'innerward-20260101T000000Z'))
  const manifest = await makeBackup(backups, { trigger: 'command' })
  expect(manifest.originals).toEqual(readdirSync(folder).sort())
  expect(manifest.originals).toHaveLength(2)
  expect(statSync(path.join(folder, first ?? '')).ino).toBe(before)
  await recordStop()
  await disconnect()
  rmSync(path.join(state.dir, 'library'), { recursive: true })
  writeFileSync(path.join(folder, first ?? ''), 'altered')
  const [newest = ''] = listBackups(backups).map(({ name }) => name)
  const { missing } = await restoreBackup(path.join(backups, newest), { ...who, acceptGap: true })
  expect(missing).toEqual(['高钾血症'])
  expect(manifest.originals.map((sha256) => existsSync(original(sha256)))).toEqual(
    manifest.originals.map((sha256) => sha256 !== first),
  )
})

const STOPPED = { event: auditEvents['system.stopped'], outcome: 'ok', actor: null } as const
const write = (count: number) =>
  Array.from({ length: count }).reduce<Promise<unknown>>(
    (before) => before.then(() => recordAlone(STOPPED)),
    Promise.resolve(),
  )
const who = { name: '孙洁', reason: 'backup_restored' } as const
const newestCheckpoint = async () => {
  const row = await (await db()).auditCheckpoint.findFirstOrThrow({ orderBy: { id: 'desc' } })
  const { kind, upToId, records, lastMac, at, keyId, signature } = row
  return { kind: kind as 'stop', upToId, records, lastMac, at: at.toISOString(), keyId, signature }
}

test('a backup made while records are written restores, in a clean place, to a chain that verifies', async () => {
  await write(50)
  const before = await (await db()).auditEvent.count()
  const writing = { on: true }
  const writer = (async () => {
    while (writing.on) {
      await write(5)
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  const manifest = await makeBackup(backups, { trigger: 'command' })
  writing.on = false
  await writer
  await recordStop()
  const checkpoint = await newestCheckpoint()
  expect(manifest.upToId).toBeGreaterThanOrEqual(before)
  expect(statSync(path.join(only(), 'innerward.db')).mode & 0o077).toBe(0)
  await disconnect()

  const clean = mkdtempSync(path.join(tmpdir(), 'innerward-clean-'))
  cpSync(path.join(state.dir, 'secrets'), path.join(clean, 'secrets'), { recursive: true })
  setTestEnv({ STATE_DIR: clean })
  const { lost, aside } = await restoreBackup(only(), who)
  expect({ lost, aside }).toEqual({ lost: 0, aside: null })
  expect(await verifyChain()).toMatchObject({ ok: true, records: manifest.upToId })
  // Against what was kept elsewhere, the missing end is found and named.
  expect(await verifyChain({ checkpoint })).toMatchObject({
    ok: false,
    reason: 'missing',
    firstBadId: manifest.upToId + 1,
  })
  await disconnect()
  rmSync(clean, { recursive: true })
})

test('an old backup names its gap, wants it accepted, and the next start records it', async () => {
  await write(20)
  const manifest = await makeBackup(backups, { trigger: 'command' })
  await write(9)
  await followTrail()
  await recordStop()
  const kept = await newestCheckpoint()
  const newest = (await (await db()).auditEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })).id
  await disconnect()
  const lost = newest - manifest.upToId

  await expect(restoreBackup(only(), { ...who, kept })).rejects.toMatchObject({ reason: 'gap', count: lost })
  expect(await verifyChain()).toMatchObject({ records: newest })
  rmSync(path.join(state.dir, 'innerward.db'))
  await expect(restoreBackup(only(), { ...who, kept })).rejects.toMatchObject({ reason: 'gap', count: lost })

  expect(await restoreBackup(only(), { ...who, kept, acceptGap: true })).toMatchObject({
    lost: 1,
    replayed: lost - 1,
  })
  resetProcess('audit-mirror')
  expect(await checkTrail()).toBeNull()
  await recordStart()
  await recordStart()
  expect(await checkTrail()).toBeNull()
  await followTrail()
  const record = await (await db()).auditEvent.findFirstOrThrow({ where: { event: 'backup.restored' } })
  expect(record.id).toBe(newest + 1)
  expect(JSON.parse(record.detail ?? '')).toMatchObject({
    lost: 1,
    replayed: lost - 1,
    height: newest,
    ...who,
  })
  expect(await (await db()).auditEvent.count({ where: { event: 'backup.restored' } })).toBe(1)
  const gap = { fromId: newest, upToId: newest }
  expect(await verifyChain()).toMatchObject({ ok: true, gaps: [gap] })
  const mirror = path.join(state.dir, 'audit-mirror')
  const text = readFileSync(path.join(mirror, readdirSync(mirror).at(-1) ?? ''), 'utf8')
  const mirrored = text.trim().split('\n')
  expect(mirrored.map((line) => (JSON.parse(line) as { event: string }).event).slice(-3)).toEqual([
    'backup.restored',
    'system.started',
    'system.started',
  ])
})

test('sessions and the emergency account of that day do not come back, and the replaced database is kept', async () => {
  await person('li', 'doctor')
  await enableAccount()
  await makeBackup(backups, { trigger: 'command' })
  await disconnect()
  const { aside } = await restoreBackup(only(), { ...who, acceptGap: true })
  expect(await (await db()).session.count({ where: { endedAt: null } })).toBe(0)
  expect(await (await db()).session.count()).toBe(1)
  expect(await (await db()).localAccount.count()).toBe(0)
  const old = new Database(path.join(aside ?? '', 'innerward.db'), { readonly: true })
  expect(old.prepare('SELECT COUNT(*) AS n FROM LocalAccount').get()).toEqual({ n: 1 })
  old.close()
})

test('a backup signed with a former key restores after the keys were changed', async () => {
  await recordStart()
  await makeBackup(backups, { trigger: 'command' })
  await recordStop()
  await disconnect()
  const options = { cwd: ROOT, env: { ...process.env } }
  expect(
    spawnSync(process.execPath, ['scripts/run.mjs', 'commands/audit-rotate-keys.ts'], options).status,
  ).toBe(0)
  await restoreBackup(only(), { ...who, acceptGap: true })
  await recordStart()
  expect(await verifyChain()).toMatchObject({ ok: true })
})

test.each([
  [
    'a copy that was changed',
    'altered',
    (folder: string) => edit(folder, `UPDATE User SET displayName = 'x'`),
  ],
  [
    'a manifest that was changed',
    'signature',
    (folder: string) => {
      const file = path.join(folder, 'manifest.json')
      writeFileSync(file, readFileSync(file, 'utf8').replace(/"upToId": \d+/, '"upToId": 3'))
    },
  ],
  ['a folder without a manifest', 'manifest', (folder: string) => rmSync(path.join(folder, 'manifest.json'))],
])('%s is refused and nothing is touched', async (_, reason, spoil) => {
  await person('li', 'doctor')
  await write(5)
  await makeBackup(backups, { trigger: 'command' })
  await disconnect()
  spoil(only())
  const before = readFileSync(path.join(state.dir, 'innerward.db'))
  await expect(restoreBackup(only(), { ...who, acceptGap: true })).rejects.toMatchObject({ reason })
  expect(readFileSync(path.join(state.dir, 'innerward.db')).equals(before)).toBe(true)
  expect(readdirSync(state.dir).filter((name) => /replaced|restor/.test(name))).toEqual([])
})
test('a copy whose chain does not hold is refused, though its manifest is whole and signed', async () => {
  await write(20)
  const database = new Database(path.join(state.dir, 'innerward.db'))
  database.exec('DROP TRIGGER AuditEvent_refuse_update')
  database.exec(`UPDATE AuditEvent SET outcome = 'failed' WHERE id = 7`)
  database.close()
  await makeBackup(backups, { trigger: 'command' })
  await disconnect()
  await expect(restoreBackup(only(), { ...who, acceptGap: true })).rejects.toMatchObject({
    reason: 'chain',
    count: 7,
  })
  expect(readdirSync(state.dir).filter((name) => /replaced|restor/.test(name))).toEqual([])
})

function edit(folder: string, sql: string): void {
  const database = new Database(path.join(folder, 'innerward.db'))
  database.exec(sql)
  database.close()
}
