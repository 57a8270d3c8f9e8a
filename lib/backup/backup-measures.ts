import 'server-only'
import { damagedBackups } from '@/lib/backup/look-over-backups'
import { readBackupState } from '@/lib/backup/read-backup-state'
import { measure, plain } from '@/lib/metrics/registry'

/** When the last backup succeeded and how large it is; 0 where there is none. */
export function declareBackupMeasures(): void {
  measure({
    name: 'innerward_backup_last_success_timestamp_seconds',
    help: 'When the last backup that succeeded was made; 0 before the first.',
    read: async () => {
      const { last } = await readBackupState()
      return plain(last ? Date.parse(last.at) / 1000 : 0)
    },
  })
  measure({
    name: 'innerward_backup_last_bytes',
    help: 'Size of the last backup that succeeded.',
    read: async () => plain((await readBackupState()).last?.bytes ?? 0),
  })
  measure({
    name: 'innerward_backup_scheduled',
    help: 'Whether a folder for daily backups is set.',
    read: async () => plain((await readBackupState()).scheduled ? 1 : 0),
  })
  measure({
    name: 'innerward_backup_damaged',
    help: 'Kept backups that differ from their signed manifest, as of the last look over them, once a day; none before the first.',
    read: () => {
      const damaged = damagedBackups()
      return Promise.resolve(damaged === null ? [] : plain(damaged))
    },
  })
}
