import 'server-only'
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { publicKey, signStatement } from '@/lib/audit/keys'
import { recordAlone } from '@/lib/audit/record-event'
import { backupManifestSchema, type BackupManifest, type BackupTrigger } from '@/lib/backup/contract'
import { copyDatabase, sha256OfFile } from '@/lib/backup/copy-database'
import { backupEvents } from '@/lib/backup/events'
import { backup } from '@/lib/backup/feature'
import { backUpOriginals, originalsIn } from '@/lib/backup/library-originals'
import type { Actor } from '@/lib/shared/actor'
import { AppError } from '@/lib/errors/app-error'
import { faultFields } from '@/lib/logging/fault-fields'
import { errorName, logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'
import { flushToDisk, writeFileWhole } from '@/lib/shared/write-file-whole'
import packageFile from '@/package.json' with { type: 'json' }

export const DATABASE_FILE = 'innerward.db'
export const MANIFEST_FILE = 'manifest.json'

interface Running {
  backup: Promise<BackupManifest> | null
}
const running = (): Running => processSingleton('backup', () => ({ backup: null }))

/** Whether this process is making a backup now. */
export const backupIsRunning = (): boolean => running().backup !== null

/** The folder name of a backup made at this time, for example `innerward-20261125T083000Z`. */
const nameAt = (at: Date): string => `innerward-${at.toISOString().replace(/[-:]|\.\d+/g, '')}`

async function fill(folder: string, at: Date): Promise<BackupManifest> {
  const file = path.join(folder, DATABASE_FILE)
  const { checkpoint, ...trail } = await copyDatabase(file)
  chmodSync(file, 0o600)
  const originals = await backUpOriginals(path.dirname(folder), originalsIn(file))
  const statement = {
    version: packageFile.version,
    sha256: await sha256OfFile(file),
    bytes: statSync(file).size,
    ...trail,
    at: at.toISOString(),
    keyId: publicKey().keyId,
  }
  const manifest = backupManifestSchema.parse({
    ...statement,
    signature: signStatement('backup', statement),
    originals,
    checkpoint: checkpoint && { ...checkpoint, at: new Date(String(checkpoint['at'])).toISOString() },
  })
  writeFileWhole(path.join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

/** A backup has its name only once it is whole: what a crash or a full disk left is called `.partial`. */
async function make(dir: string): Promise<BackupManifest> {
  const at = new Date()
  const target = path.join(dir, nameAt(at))
  const partial = `${target}.partial`
  try {
    // Not recursive: a disk that is not mounted must be an error, not a folder on the system's own disk.
    mkdirSync(partial, { mode: 0o700 })
    if (existsSync(target)) throw new Error('a backup of this second exists')
    const manifest = await fill(partial, at)
    renameSync(partial, target)
    flushToDisk(dir)
    return manifest
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    throw error
  }
}

/**
 * Copies the database, while it is in use, to a new folder under `dir` with a signed manifest, and the originals of the library that
 * `dir` lacks beside it, and records it. Secrets
 * are not in it: whoever has both could rewrite the trail. A second caller joins the backup under way. Throws AppError
 * `backup_failed` when the folder cannot be written, or `audit_unavailable`.
 */
export async function makeBackup(
  dir: string,
  { trigger, actor = null }: { trigger: BackupTrigger; actor?: Actor | null },
): Promise<BackupManifest> {
  const state = running()
  if (state.backup) return state.backup
  const done = (async () => {
    try {
      const manifest = await make(path.resolve(dir))
      const { bytes, upToId, sha256 } = manifest
      const detail = { trigger, bytes, upToId, sha256 }
      await recordAlone({ event: backupEvents['backup.made'], outcome: 'ok', actor, detail })
      return manifest
    } catch (error) {
      if (error instanceof AppError) throw error
      logger.error('the backup failed', { component: 'backup', ...faultFields(error) })
      const code = (error as NodeJS.ErrnoException | null)?.code ?? errorName(error)
      const detail = { trigger, reason: code }
      await recordAlone({ event: backupEvents['backup.made'], outcome: 'failed', actor, detail })
      throw new AppError(backup.errors.backup_failed, {}, { cause: error })
    }
  })()
  state.backup = done
  try {
    return await done
  } finally {
    state.backup = null
  }
}
