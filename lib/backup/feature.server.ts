import 'server-only'
import { backupWhenDue } from '@/lib/backup/backup-when-due'
import { declareBackupMeasures } from '@/lib/backup/backup-measures'
import { backupEvents } from '@/lib/backup/events'
import type { ServerFeature } from '@/lib/feature/define-server'
import { MINUTE } from '@/lib/shared/durations'

export const backupServer = {
  events: backupEvents,
  start: declareBackupMeasures,
  every: { backup: { ms: 5 * MINUTE, work: backupWhenDue } },
} as const satisfies ServerFeature
