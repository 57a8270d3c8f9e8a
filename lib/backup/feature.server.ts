import 'server-only'
import { backupWhenDue } from '@/lib/backup/backup-when-due'
import { declareBackupMeasures } from '@/lib/backup/backup-measures'
import { backupEvents } from '@/lib/backup/events'
import { lookOverBackups } from '@/lib/backup/look-over-backups'
import type { ServerFeature } from '@/lib/feature/define-server'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { DAY, MINUTE } from '@/lib/shared/durations'

export const backupServer = {
  events: backupEvents,
  start: () => {
    declareBackupMeasures()
    void lookOverBackups().catch((error: unknown) => {
      logger.error('the backups could not be looked over', { component: 'backup', ...faultFields(error) })
    })
  },
  every: {
    backup: { ms: 5 * MINUTE, work: backupWhenDue },
    backup_look_over: { ms: DAY, work: lookOverBackups },
  },
} as const satisfies ServerFeature
