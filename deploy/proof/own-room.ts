import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import path from 'node:path'
import { expect } from 'vitest'

/** What bundles, a system and two installed versions take at once; where less memory is free they lie on the disk. */
const NEEDED_MEMORY = 10 * 2 ** 30

/** An end for a proof that hangs, in ms. On a busy machine the many starts of one take far more than the quarter of an hour they need. */
export const PROOF_MS = 3 * 60 * 60 * 1000

/** A folder for a proof, in memory where there is enough of it; `remove` takes it away. */
export function ownRoom(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'innerward-proof-'))
  const inMemory = process.getuid?.() === 0 && freemem() > NEEDED_MEMORY
  if (inMemory) spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8g', 'tmpfs', folder])
  const remove = (): void => {
    if (inMemory) spawnSync('umount', ['--lazy', folder])
    rmSync(folder, { recursive: true, force: true })
  }
  return { folder, remove }
}

/** What a program prints that must succeed; the test fails with its last words where it does not. */
export function mustRun(program: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 2 ** 26 })
  expect({ program, status, stderr: status === 0 ? '' : stderr.slice(-6000) }).toEqual({
    program,
    status: 0,
    stderr: '',
  })
  return stdout
}
