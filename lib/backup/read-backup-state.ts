import 'server-only'
import { z } from 'zod'
import { STALE_AFTER_HOURS, type BackupState } from '@/lib/backup/contract'
import { listBackups } from '@/lib/backup/list-backups'
import { backupIsRunning } from '@/lib/backup/make-backup'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/client'

const HOUR_MS = 60 * 60 * 1000
const madeDetail = z.object({
  trigger: z.enum(['schedule', 'admin', 'command']),
  bytes: z.int(),
  upToId: z.int(),
})

/** When the last backup was made and how it went, from the trail, and what the folder of the installation holds. */
export async function readBackupState(now: Date = new Date()): Promise<BackupState> {
  const { BACKUP_DIR: dir, BACKUP_KEEP: keep } = env()
  const client = await db()
  const newest = (outcome?: string) =>
    client.auditEvent.findFirst({
      where: { event: 'backup.made', ...(outcome ? { outcome } : {}) },
      orderBy: { id: 'desc' },
    })
  const [tried, made] = [await newest(), await newest('ok')]
  const detail = made && madeDetail.parse(JSON.parse(made.detail ?? '{}'))
  const age = made ? now.getTime() - made.at.getTime() : Infinity
  return {
    scheduled: dir !== undefined,
    keep,
    running: backupIsRunning(),
    lastTry: tried && { at: tried.at.toISOString(), ok: tried.outcome === 'ok' },
    last: made && detail && { at: made.at.toISOString(), ...detail },
    stale: age > STALE_AFTER_HOURS * HOUR_MS,
    kept: dir ? listBackups(dir).map(({ name, manifest: { at, bytes } }) => ({ name, at, bytes })) : [],
  }
}
