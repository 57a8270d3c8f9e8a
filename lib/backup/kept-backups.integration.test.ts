import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { backupWhenDue } from '@/lib/backup/backup-when-due'
import { damagedBackups, lookOverBackups } from '@/lib/backup/look-over-backups'
import { makeBackup } from '@/lib/backup/make-backup'
import { readBackupState } from '@/lib/backup/read-backup-state'
import { createBackupPlace } from '@/lib/testing/backup-place'
import { resetProcess } from '@/lib/testing/process-parts'
import { setTestEnv } from '@/lib/testing/test-state'

/** Backups that are made by the day, and looked after while they are kept. */
const HOUR = 60 * 60 * 1000
let backups: string
let only: () => string
beforeEach(() => {
  const place = createBackupPlace()
  ;({ backups, only } = place)
  resetProcess('backup-schedule', 'audit-mirror')
  return place.remove
})

/** A backup under the name of its day, with a manifest that says so. */
async function fake(name: string): Promise<void> {
  const made = mkdtempSync(path.join(tmpdir(), 'innerward-one-'))
  await makeBackup(made, { trigger: 'command' })
  const from = path.join(made, readdirSync(made)[0] ?? '')
  mkdirSync(path.join(backups, name))
  copyFileSync(path.join(from, 'innerward.db'), path.join(backups, name, 'innerward.db'))
  const manifest = readFileSync(path.join(from, 'manifest.json'), 'utf8')
  const at = name.replace(/.*(\d{4})(\d\d)(\d\d)T.*/, '$1-$2-$3T00:00:00.000Z')
  writeFileSync(
    path.join(backups, name, 'manifest.json'),
    manifest.replace(/("bytes": \d+,[^]*?"at": ")[^"]+/, `$1${at}`),
  )
  rmSync(made, { recursive: true })
}

test('each day one backup is made, the newest are kept, and the state says how old the last one is', async () => {
  setTestEnv({ BACKUP_DIR: backups, BACKUP_KEEP: '2' })
  expect(await readBackupState()).toMatchObject({ scheduled: true, last: null, lastTry: null, stale: true })
  for (const name of [
    'innerward-20260101T000000Z',
    'innerward-20260102T000000Z',
    'innerward-20260103T000000Z',
  ]) {
    await fake(name)
  }
  mkdirSync(path.join(backups, 'other'))
  expect(await backupWhenDue()).toBe(true)
  expect(await backupWhenDue()).toBe(false)
  expect(readdirSync(backups)).toHaveLength(3)
  expect(readdirSync(backups)).not.toContain('innerward-20260102T000000Z')
  const now = await readBackupState()
  expect(now).toMatchObject({ stale: false, lastTry: { ok: true }, last: { trigger: 'schedule' } })
  expect(now.kept[0]?.bytes).toBe(now.last?.bytes)
  expect(await readBackupState(new Date(Date.now() + 49 * HOUR))).toMatchObject({ stale: true })
})

test('a folder that is not there, such as a disk that is not mounted, is a recorded failure and leaves nothing', async () => {
  setTestEnv({ BACKUP_DIR: path.join(backups, 'not-mounted') })
  await expect(backupWhenDue()).rejects.toMatchObject({ code: 'backup_failed' })
  expect(await backupWhenDue()).toBe(false)
  expect(await readBackupState()).toMatchObject({ lastTry: { ok: false }, last: null, stale: true })
  expect(existsSync(path.join(backups, 'not-mounted'))).toBe(false)
})

test('kept backups are read again: one that the disk has altered, or that lost its file, is counted', async () => {
  setTestEnv({ BACKUP_DIR: backups })
  for (const day of ['01', '02', '03']) await fake(`innerward-202601${day}T000000Z`)
  // Their manifests were dated anew, so none of them is as it was signed.
  expect(await lookOverBackups()).toHaveLength(3)
  for (const name of readdirSync(backups)) rmSync(path.join(backups, name), { recursive: true })
  await makeBackup(backups, { trigger: 'command' })
  expect(await lookOverBackups()).toEqual([])
  expect(damagedBackups()).toBe(0)
  const file = path.join(only(), 'innerward.db')
  const bytes = readFileSync(file)
  bytes[bytes.length - 7] = (bytes.at(-7) ?? 0) ^ 1
  writeFileSync(file, bytes)
  expect(await lookOverBackups()).toEqual([path.basename(only())])
  rmSync(file)
  expect(await lookOverBackups()).toHaveLength(1)
  expect(damagedBackups()).toBe(1)
})
