import 'server-only'
import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { statePath } from '@/lib/config/env'
import { releasesFileSchema, type Release } from '@/lib/release/contract'
import { writeFileWhole } from '@/lib/shared/write-file-whole'

/** A folder of its own: the engine process sees the folder, and so each replacement of the file. */
const fileName = (): string => statePath('releases', 'model-releases.json')

/** The releases in force as they were last mirrored; none where the file is missing or not of its form. */
export function readReleases(): readonly Release[] {
  try {
    return releasesFileSchema.parse(JSON.parse(readFileSync(fileName(), 'utf8'))).released
  } catch {
    return []
  }
}

/** Changes when the file does. */
export function releasesStamp(): string {
  const found = statSync(fileName(), { throwIfNoEntry: false })
  return found ? `${found.size}:${found.mtimeMs}:${found.ino}` : ''
}

/** Replaces the file at once, readable by the engine's user too: it holds hashes only. Throws the error of the file system. */
export function writeReleases(released: readonly Release[]): void {
  const file = fileName()
  mkdirSync(path.dirname(file), { recursive: true })
  chmodSync(path.dirname(file), 0o755)
  writeFileWhole(file, `${JSON.stringify({ version: 1, released })}\n`, 0o644)
}
