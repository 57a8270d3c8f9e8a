import 'server-only'
import type { Actor } from '@/lib/shared/actor'
import type { BackupState } from '@/lib/backup/contract'
import { makeBackup } from '@/lib/backup/make-backup'
import { readBackupState } from '@/lib/backup/read-backup-state'
import { env } from '@/lib/config/env'
import { AppError } from '@/lib/errors/app-error'

/**
 * Makes a backup in the folder of the installation and returns the new state. The browser names no folder. Throws
 * AppError `not_found` when none is set, or what `makeBackup` throws.
 */
export async function backUpNow(actor: Actor): Promise<BackupState> {
  const { BACKUP_DIR: dir } = env()
  if (!dir) throw new AppError('not_found')
  await makeBackup(dir, { trigger: 'admin', actor })
  return readBackupState()
}
