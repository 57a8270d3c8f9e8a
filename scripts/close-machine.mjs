import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

/**
 * Imported before anything else by what starts or is the portal. From here on: no debugger can be opened from outside (a
 * listener replaces Node's own on SIGUSR1), files are made for the owner alone, and a crash writes no memory to disk (core(5):
 * a filter of 0 leaves out every mapping, is inherited, and holds for piped dumps too, which know no limit).
 */
process.on('SIGUSR1', () => undefined)

/** The umask that the person who started it has; programs and packages are made with it. */
const formerUmask = process.umask(0o077)

try {
  writeFileSync('/proc/self/coredump_filter', '0')
} catch {
  // Told by what reads the machine's state.
}

/** Sets the limit of core files to nothing for this process and what it starts, where `prlimit` is there. */
export function limitCores() {
  spawnSync('prlimit', ['--pid', String(process.pid), '--core=0:0'], { stdio: 'ignore' })
}

/**
 * Does `work` with the person's own umask: another account may be meant to run the programs it makes. Resolves to its result.
 * @template T
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function shared(work) {
  const own = process.umask(formerUmask)
  try {
    return await work()
  } finally {
    process.umask(own)
  }
}
