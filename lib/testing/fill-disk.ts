import { appendFileSync, writeFileSync } from 'node:fs'

/** Takes every free byte of the disk that holds the state folder. */
export function fill(file: string): void {
  writeFileSync(file, '')
  for (const size of [65_536, 4096, 512]) {
    try {
      for (;;) appendFileSync(file, Buffer.alloc(size))
    } catch {
      // No room for a piece of this size: go on with smaller ones.
    }
  }
}
