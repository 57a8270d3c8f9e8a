import { auditEvents } from '@/lib/audit/events'
import { auth } from '@/lib/auth/feature'
import { backUpNow } from '@/lib/backup/back-up-now'
import { backupStateOutput } from '@/lib/backup/contract'
import { readBackupState } from '@/lib/backup/read-backup-state'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: auth.permissions['system:manage'],
  output: backupStateOutput,
  audit: { event: auditEvents['admin.viewed'], detail: () => ({ what: 'backups' }) },
  handle: () => readBackupState(),
})

export const POST = defineRoute({
  access: auth.permissions['system:manage'],
  output: backupStateOutput,
  handle: ({ actor }) => backUpNow(actor),
})
