import 'server-only'
import { createHash } from 'node:crypto'
import { createReadStream, rmSync, statSync } from 'node:fs'
import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { statePath } from '@/lib/config/env'
import { processSingleton } from '@/lib/shared/process-singleton'

const folder = (): string => statePath('library', 'originals')

/** Where the original of this hash lies, or would. */
export const originalPath = (sha256: string): string => path.join(folder(), sha256)

async function flush(at: string): Promise<void> {
  const handle = await open(at, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Moves a durable file to its place under its hash, readable by the portal alone. It is there whole or not at all, also after a
 * power cut: the name is given last.
 */
export async function keepOriginal({ path: from, sha256 }: { path: string; sha256: string }): Promise<void> {
  await mkdir(folder(), { recursive: true, mode: 0o700 })
  await chmod(from, 0o600)
  await rename(from, originalPath(sha256))
  await flush(folder())
}

/** Hashes of originals whose rows are being written, each as often as somebody is at it. */
const held = (): Map<string, number> => processSingleton('library-held', () => new Map<string, number>())

/** Has nobody remove the originals of these hashes while `work` writes the rows that refer to them. */
export async function holding<T>(hashes: readonly string[], work: () => Promise<T>): Promise<T> {
  const count = (sha256: string, by: number) => {
    const left = (held().get(sha256) ?? 0) + by
    if (left > 0) held().set(sha256, left)
    else held().delete(sha256)
  }
  for (const sha256 of hashes) count(sha256, 1)
  try {
    return await work()
  } finally {
    for (const sha256 of hashes) count(sha256, -1)
  }
}

/** Removes an original unless somebody holds it. */
export async function dropOriginal(sha256: string): Promise<void> {
  if (!held().has(sha256)) await rm(originalPath(sha256), { force: true })
}

/** Removes an original that was written before a moment and that nobody holds, in one step that nothing comes between. */
export function dropOlder(sha256: string, before: number): boolean {
  const written = statSync(originalPath(sha256), { throwIfNoEntry: false })?.mtimeMs
  if (written === undefined || written >= before || held().has(sha256)) return false
  rmSync(originalPath(sha256))
  return true
}

/** Whether the original is there and is what its hash says. */
export async function originalHolds(sha256: string): Promise<boolean> {
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(originalPath(sha256))) hash.update(chunk as Buffer)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
  return hash.digest('hex') === sha256
}

/** Hashes and bytes of the originals that lie there. */
export async function listOriginals(): Promise<{ sha256: string; bytes: number }[]> {
  const names = await readdir(folder()).catch(() => [])
  return Promise.all(
    names
      .filter((name) => /^[0-9a-f]{64}$/.test(name))
      .map(async (sha256) => ({ sha256, bytes: (await stat(originalPath(sha256))).size })),
  )
}
