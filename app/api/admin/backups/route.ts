import { backUpNow } from '@/lib/backup/back-up-now'
import { backupStateOutput } from '@/lib/backup/contract'
import { readBackupState } from '@/lib/backup/read-backup-state'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'system:manage',
  output: backupStateOutput,
  audit: { event: 'admin.viewed', detail: () => ({ what: 'backups' }) },
  handle: () => readBackupState(),
})

export const POST = defineRoute({
  access: 'system:manage',
  output: backupStateOutput,
  handle: ({ actor }) => backUpNow(actor),
})
