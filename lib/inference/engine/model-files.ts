import 'server-only'
import { statSync } from 'node:fs'

/** What tells one file from another of the same name. */
export type FileIdentity = { path: string; identity: string | null }

function identityOf(file: string): string | null {
  try {
    const { dev, ino, size, mtimeMs } = statSync(file)
    return [dev, ino, size, mtimeMs].join(':')
  } catch {
    return null
  }
}

/** Which files these are at this moment. */
export function identify(files: readonly string[]): FileIdentity[] {
  return files.map((path) => ({ path, identity: identityOf(path) }))
}

/** True when one of the files was replaced, changed or removed since: the model in memory is not the one on disk. */
export function filesChanged(files: readonly FileIdentity[]): boolean {
  return files.some(({ path, identity }) => identityOf(path) !== identity)
}
