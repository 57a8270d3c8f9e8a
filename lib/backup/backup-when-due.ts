import 'server-only'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { listBackups } from '@/lib/backup/list-backups'
import { pruneOriginals } from '@/lib/backup/library-originals'
import { makeBackup } from '@/lib/backup/make-backup'
import { env } from '@/lib/config/env'
import { processSingleton } from '@/lib/shared/process-singleton'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

interface Schedule {
  failedAt: number
}
const schedule = (): Schedule => processSingleton('backup-schedule', () => ({ failedAt: -Infinity }))

/** Removes all but the newest backups in the folder that the installation has set. */
function prune(dir: string, keep: number): void {
  for (const { name } of listBackups(dir).slice(keep)) {
    rmSync(path.join(dir, name), { recursive: true })
  }
  pruneOriginals(dir, new Set(listBackups(dir).flatMap(({ manifest }) => manifest.originals)))
}

/**
 * Makes a backup when a folder is set and the newest one of the past is a day old, then removes those beyond the number to keep. One
 * dated in the future was made before the clock was set back: it neither stands for today's nor has one made at each call. Meant to be called every few minutes; after a failure it waits an hour. Returns whether it made one; throws what `makeBackup` throws.
 */
export async function backupWhenDue(now: Date = new Date()): Promise<boolean> {
  const { BACKUP_DIR: dir, BACKUP_KEEP: keep } = env()
  if (!dir) return false
  const ages = listBackups(dir).map(({ manifest }) => now.getTime() - Date.parse(manifest.at))
  if (ages.some((age) => age >= 0 && age < DAY_MS)) return false
  const state = schedule()
  const sinceFailure = now.getTime() - state.failedAt
  if (sinceFailure >= 0 && sinceFailure < HOUR_MS) return false
  await makeBackup(dir, { trigger: 'schedule' }).catch((error: unknown) => {
    state.failedAt = now.getTime()
    throw error
  })
  prune(dir, keep)
  return true
}
