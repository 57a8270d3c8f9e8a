import { readFileSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const IN_MEMORY = '/dev/shm'
/** More than the state folders, directories and bundles of all suites take at once. */
const NEEDED_BYTES = 6 * 2 ** 30

/** Whether programs may be started from a file system that lies in memory, by the table of mounts. */
const servesAsMemory = (mounts: string): boolean =>
  mounts.split('\n').some((line) => line.includes(` ${IN_MEMORY} tmpfs `) && !/[ ,]noexec[ ,]/.test(line))

/**
 * The folder in which tests keep what they write: in memory where there is room for it, since a test that flushes each record of a
 * trail waits for the disk ten times as long as it works; else that of the system. `TMPDIR` goes before both.
 */
export function scratchFolder(): string {
  if (process.env.TMPDIR) return process.env.TMPDIR
  try {
    const { bavail, bsize } = statfsSync(IN_MEMORY)
    const fits = bavail * bsize >= NEEDED_BYTES
    return fits && servesAsMemory(readFileSync('/proc/mounts', 'utf8')) ? IN_MEMORY : tmpdir()
  } catch {
    return tmpdir()
  }
}
