import 'server-only'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { signedByOneOf } from '@/lib/audit/audit-format'
import { portalKeys } from '@/lib/audit/keys'
import { sha256OfFile } from '@/lib/backup/copy-database'
import { listBackups } from '@/lib/backup/list-backups'
import { DATABASE_FILE } from '@/lib/backup/make-backup'
import { env } from '@/lib/config/env'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'

interface LookedOver {
  /** Backups in the folder that are not what their signed manifest says; null before they were first looked over. */
  damaged: number | null
}
const lookedOver = (): LookedOver => processSingleton('backups-looked-over', () => ({ damaged: null }))

/** How many kept backups were damaged when they were last looked over; null before that. */
export const damagedBackups = (): number | null => lookedOver().damaged

async function isWhole(
  folder: string,
  manifest: ReturnType<typeof listBackups>[number]['manifest'],
): Promise<boolean> {
  const file = path.join(folder, DATABASE_FILE)
  if (!signedByOneOf('backup', manifest, portalKeys()) || !existsSync(file)) return false
  try {
    return (await sha256OfFile(file)) === manifest.sha256
  } catch (error) {
    logger.warn('a backup cannot be read', { component: 'backup', ...faultFields(error) })
    return false
  }
}

/**
 * Reads every kept backup again and compares it with its signed manifest: a disk loses bits without a word, and a backup is else read
 * for the first time when it is needed. Meant to run once a day. Returns the names of the damaged ones.
 */
export async function lookOverBackups(): Promise<string[]> {
  const { BACKUP_DIR: dir } = env()
  if (!dir) return []
  const damaged: string[] = []
  for (const { name, manifest } of listBackups(dir)) {
    if (!(await isWhole(path.join(dir, name), manifest))) damaged.push(name)
  }
  lookedOver().damaged = damaged.length
  if (damaged.length > 0) {
    logger.error('kept backups are damaged', { component: 'backup', count: damaged.length })
  }
  return damaged
}
