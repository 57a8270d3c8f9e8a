import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** SHA-256 of a file in hex, read piece by piece. Rejects when it cannot be read. */
export async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 4 * 1024 * 1024 }))
    {hash.update(chunk as Buffer)}
  return hash.digest('hex')
}
