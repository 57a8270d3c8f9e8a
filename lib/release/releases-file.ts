import 'server-only'
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { statePath } from '@/lib/config/env'
import { releasesFileSchema, type Release } from '@/lib/release/contract'

const fileName = (): string => statePath('model-releases.json')

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

/** Replaces the file at once, readable by this user alone. Throws the error of the file system. */
export function writeReleases(released: readonly Release[]): void {
  const file = fileName()
  const next = `${file}.${process.pid}.tmp`
  writeFileSync(next, `${JSON.stringify({ version: 1, released })}\n`, { mode: 0o600 })
  renameSync(next, file)
}
