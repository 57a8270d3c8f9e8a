import { closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Returns once what was written to a file, or the names in a folder, are on the disk. Throws what the file system throws. */
export function flushToDisk(target: string): void {
  const handle = openSync(target, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Beside the file, so that a rename stays on one disk, and hidden, so that nobody takes a half file for one of the folder. */
const halfOf = (file: string): string =>
  path.join(/* turbopackIgnore: true */ path.dirname(file), `.${path.basename(file)}.new`)

function fill(half: string, content: string | Uint8Array, mode: number): void {
  // What a crash has left goes first: an exclusive open follows no link and takes over no rights.
  rmSync(half, { force: true })
  const handle = openSync(half, 'wx', 0o600)
  try {
    writeFileSync(handle, content)
    fchmodSync(handle, mode)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Puts a file of this content in the place of a former one, if any, at once: whoever reads, also after a crash or a power cut,
 * finds the former file or the new one, whole. Its mode is `mode` whatever the umask, by default for the owner alone. On return
 * content and name are on the disk. The folder must be there. Throws what the file system throws; the half file is gone then,
 * and the former one stays, unless the very last step failed: flushing the folder once the file has its name.
 */
export function writeFileWhole(file: string, content: string | Uint8Array, mode = 0o600): void {
  const half = halfOf(file)
  try {
    fill(half, content, mode)
    renameSync(half, file)
  } catch (error) {
    rmSync(half, { force: true })
    throw error
  }
  flushToDisk(path.dirname(file))
}
