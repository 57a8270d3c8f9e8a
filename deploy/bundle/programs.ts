import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'

/** Runs a program of this machine to its end. Throws an Error with its last words where it fails. */
export function call(program: string, ...args: string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (error) throw new Error(`${program} is not installed`)
  if (status !== 0) throw new Error(`${program} failed: ${stderr.slice(-500)}`)
}
/** Runs tar to its end. Throws as `call` does. */
export const tar = (...args: string[]): void => call('tar', ...args)

/** SHA-256 of a file, in hexadecimal. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}
