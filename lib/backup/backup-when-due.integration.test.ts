import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import { backupWhenDue } from '@/lib/backup/backup-when-due'
import { makeBackup } from '@/lib/backup/make-backup'
import { DAY } from '@/lib/shared/durations'
import { createBackupPlace } from '@/lib/testing/backup-place'
import { resetProcess } from '@/lib/testing/process-parts'
import { setTestEnv } from '@/lib/testing/test-state'

let backups: string
beforeEach(() => {
  const place = createBackupPlace()
  backups = place.backups
  resetProcess('backup-schedule')
  return async () => {
    vi.useRealTimers()
    await place.remove()
  }
})

/** Backups of these days, as a folder holds them. */
async function backupsOf(days: readonly string[]): Promise<string[]> {
  await makeBackup(backups, { trigger: 'command' })
  const [made = ''] = readdirSync(backups)
  const names = days.map((day) => `innerward-${day.replaceAll('-', '')}T000000Z`)
  for (const [i, name] of names.entries()) {
    cpSync(path.join(backups, made), path.join(backups, name), { recursive: true })
    const file = path.join(backups, name, 'manifest.json')
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as object
    writeFileSync(file, JSON.stringify({ ...manifest, at: `${days[i]}T00:00:00.000Z` }))
  }
  rmSync(path.join(backups, made), { recursive: true })
  return names
}

test('a clock that is set back a day makes one backup, not one at each call, and pushes no other out', async () => {
  const kept = await backupsOf(['2026-01-01', '2026-01-02', '2099-01-01'])
  setTestEnv({ BACKUP_DIR: backups, BACKUP_KEEP: '4' })
  expect(await backupWhenDue()).toBe(true)
  expect(await backupWhenDue()).toBe(false)
  expect(readdirSync(backups)).toEqual(expect.arrayContaining(kept))
  expect(readdirSync(backups)).toHaveLength(4)
})

test('a failure of before the clock was set back does not put the next backup off', async () => {
  setTestEnv({ BACKUP_DIR: path.join(backups, 'not-mounted') })
  await expect(backupWhenDue()).rejects.toMatchObject({ code: 'backup_failed' })
  setTestEnv({ BACKUP_DIR: backups })
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 2 * DAY })
  expect(await backupWhenDue()).toBe(true)
})
