import 'server-only'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { backupManifestSchema, type BackupManifest } from '@/lib/backup/contract'
import { MANIFEST_FILE } from '@/lib/backup/make-backup'

const NAME = /^innerward-\d{8}T\d{6}Z$/

/** The manifest of a backup folder; null when there is none that can be read. */
export function readManifest(folder: string): BackupManifest | null {
  try {
    const text = readFileSync(path.join(folder, MANIFEST_FILE), 'utf8')
    return backupManifestSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** The whole backups in a folder, the newest first; none when the folder cannot be read. */
export function listBackups(dir: string): { name: string; manifest: BackupManifest }[] {
  if (!existsSync(dir)) return []
  return readdirSync(dir)
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()
    .flatMap((name) => {
      const manifest = readManifest(path.join(dir, name))
      return manifest ? [{ name, manifest }] : []
    })
}
