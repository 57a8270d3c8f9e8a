import 'server-only'
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { z } from 'zod'
import { acceptEnd } from '@/lib/audit/accept-loss'
import type { checkpointSchema } from '@/lib/audit/contract'
import type { LossAcceptance } from '@/lib/audit/loss'
import { readHeight } from '@/lib/audit/height-file'
import { portalKeys } from '@/lib/audit/keys'
import { followTrail } from '@/lib/audit/mirror'
import { lastMirrored } from '@/lib/audit/mirror-files'
import { mirroredAfter } from '@/lib/audit/replay-mirror'
import { verifyChain } from '@/lib/audit/verify-chain'
import { changesSince, type Change } from '@/lib/backup/changes-since'
import type { BackupManifest } from '@/lib/backup/contract'
import { sha256OfFile } from '@/lib/backup/copy-database'
import { readManifest } from '@/lib/backup/list-backups'
import { originalsIn, restoreOriginals } from '@/lib/backup/library-originals'
import { DATABASE_FILE } from '@/lib/backup/make-backup'
import { statePath } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { openReadOnly } from '@/lib/db/read-only'
import { flushToDisk } from '@/lib/shared/write-file-whole'
import { signedByOneOf } from '@/lib/audit/audit-format'

type Checkpoint = z.infer<typeof checkpointSchema>

/** Why a backup is not restored: nothing was changed. */
export class RestoreRefused extends Error {
  override readonly name = 'RestoreRefused'
  constructor(
    readonly reason: 'manifest' | 'signature' | 'altered' | 'chain' | 'checkpoint' | 'gap',
    /** The first bad record for `chain` and `checkpoint`, the number of records lost for `gap`. */
    readonly count = 0,
  ) {
    super(reason)
  }
}

/** Number of the newest record that the present database holds or states; 0 when it is missing or cannot be read. */
function newestHere(): number {
  if (!existsSync(statePath(DATABASE_FILE))) return 0
  try {
    const database = openReadOnly()
    try {
      const row = database
        .prepare(
          'SELECT MAX((SELECT COALESCE(MAX(id), 0) FROM AuditEvent), (SELECT COALESCE(MAX(upToId), 0) FROM AuditCheckpoint)) AS id',
        )
        .get() as { id: number }
      return row.id
    } finally {
      database.close()
    }
  } catch {
    return 0
  }
}

/** Number of the newest record that is known of here: by the database, the mark of the trail's height, or the mirror. */
async function newestKnown(kept: Checkpoint | null): Promise<number> {
  const mark = await readHeight()
  const marked = typeof mark === 'string' ? 0 : mark.id
  return Math.max(newestHere(), marked, lastMirrored()?.id ?? 0, kept?.upToId ?? 0)
}

async function checkCopy(file: string, manifest: BackupManifest, kept: Checkpoint | null): Promise<void> {
  const keys = portalKeys()
  if (!signedByOneOf('backup', manifest, keys)) throw new RestoreRefused('signature')
  if ((await sha256OfFile(file)) !== manifest.sha256) throw new RestoreRefused('altered')
  const inside = kept && kept.upToId <= manifest.upToId ? kept : undefined
  if (kept && !signedByOneOf('checkpoint', kept, keys)) throw new RestoreRefused('checkpoint', kept.upToId)
  const verified = await verifyChain({ file, checkpoint: inside })
  if (verified.ok && verified.lastMac === manifest.lastMac) return
  const reason = verified.reason === 'checkpoint' ? 'checkpoint' : 'chain'
  throw new RestoreRefused(reason, verified.firstBadId ?? manifest.upToId)
}

/** What was open or switched on at the time of the backup must not come back with it. */
function closeDoors(file: string): void {
  const database = new Database(file)
  try {
    const ended = database.prepare(
      `UPDATE Session SET endedAt = ?, endReason = 'revoked' WHERE endedAt IS NULL`,
    )
    ended.run(new Date().toISOString())
    const local = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'LocalAccount'`).get()
    if (local) database.exec('DELETE FROM LocalAccount')
  } finally {
    database.close()
  }
}

/** Puts the present database aside, never away, and the copy in its place. */
function swap(candidate: string, stamp: string): string | null {
  const aside = statePath(`replaced-${stamp}`)
  const parts = ['', '-wal', '-shm'].map((end) => `${DATABASE_FILE}${end}`)
  const present = parts.filter((name) => existsSync(statePath(name)))
  if (present.length > 0) mkdirSync(aside, { mode: 0o700 })
  for (const name of present) renameSync(statePath(name), path.join(aside, name))
  renameSync(candidate, statePath(DATABASE_FILE))
  // The copy may be of an older schema: the next start must look.
  rmSync(statePath('schema-stamp'), { force: true })
  flushToDisk(statePath())
  return present.length > 0 ? aside : null
}

interface RestoreOptions {
  kept?: Checkpoint | null
  acceptGap?: boolean
  /** Goes on without accepting a gap where the mirror holds every record that was written after the backup. */
  replayMirror?: boolean
  /** Who restores, and why, for the record. */
  name: LossAcceptance['name']
  reason: LossAcceptance['reason']
}

export interface Restored {
  manifest: BackupManifest
  /** Records known to have been written after the backup, without those that the mirror gave back. */
  lost: number
  replayed: number
  /** Where the replaced database lies; null when there was none. */
  aside: string | null
  /** Titles of the documents of the library whose originals are nowhere. */
  missing: string[]
  /** What was changed after the backup and is as it was before: to be gone through by whoever restores. */
  changes: Change[]
}

/** What is known to have been changed; a database that cannot be read any more tells nothing, and is why a backup is restored. */
const knownChanges = (upToId: number): Promise<Change[]> => changesSince(upToId).catch(() => [])

/** A backup that can be restored, how many records are known to have been written after it, and what a restore takes back. */
export type CheckedBackup = Pick<Restored, 'manifest' | 'lost' | 'changes'> & { newest: number }

/** Whether a backup is one that can be restored. Throws RestoreRefused; Error for faults of the disk and for missing keys. */
export async function checkBackup(folder: string, kept: Checkpoint | null = null): Promise<CheckedBackup> {
  const manifest = readManifest(folder)
  if (!manifest) throw new RestoreRefused('manifest')
  if (!existsSync(path.join(folder, DATABASE_FILE))) throw new RestoreRefused('altered')
  await checkCopy(path.join(folder, DATABASE_FILE), manifest, kept)
  const newest = await newestKnown(kept)
  const changes = await knownChanges(manifest.upToId)
  return { manifest, newest, lost: Math.max(0, newest - manifest.upToId), changes }
}

/** Copies to the mirror what the present database has and it lacks: a command may have written while no portal ran. */
async function completeMirror(): Promise<void> {
  if (!existsSync(statePath(DATABASE_FILE))) return
  await followTrail()
  await (await db()).$disconnect()
}

/**
 * Replaces the database with a backup, while the portal is stopped. Before anything is changed the manifest's signature,
 * the hash of the file and the whole chain of its trail are checked, and, when one was kept elsewhere, a checkpoint.
 * Records that are known to be newer than the backup are a gap that must be accepted; what the mirror holds of them is put
 * back. The mark of the trail's height is
 * told who restores and why, so that the first record after the restore says so, numbered after all that were lost. Sessions
 * end and the emergency account is off afterwards. Originals of the library come back from beside the backup, each checked by its hash;
 * one that is nowhere is named and stops nothing. Throws RestoreRefused; Error for faults of the disk and for missing keys.
 */
export async function restoreBackup(
  folder: string,
  { kept = null, acceptGap = false, replayMirror = false, name, reason }: RestoreOptions,
): Promise<Restored> {
  if (replayMirror) await completeMirror()
  const { manifest, lost, newest, changes } = await checkBackup(folder, kept)
  if (lost > 0 && !acceptGap) {
    const held = replayMirror ? await mirroredAfter({ id: manifest.upToId, mac: manifest.lastMac }) : 0
    if (held < lost) throw new RestoreRefused('gap', lost - held)
  }
  const candidate = statePath(`${DATABASE_FILE}.restoring`)
  copyFileSync(path.join(folder, DATABASE_FILE), candidate)
  closeDoors(candidate)
  flushToDisk(candidate)
  const missing = await restoreOriginals(path.dirname(path.resolve(folder)), originalsIn(candidate))
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const aside = swap(candidate, stamp)
  const acceptance = {
    event: 'backup.restored',
    fault: 'restored',
    name,
    reason,
    backupAt: manifest.at,
  } as const
  const { lost: lostFor, replayed } = await acceptEnd(acceptance, { knownId: newest })
  return { manifest, lost: lostFor, replayed, aside, missing, changes }
}
