import 'server-only'
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rm } from 'node:fs/promises'
import { statePath } from '@/lib/config/env'
import { AppError } from '@/lib/errors/app-error'
import { piecesOf } from '@/lib/http/body-time'
import { isBytes } from '@/lib/http/read-body'

/** A file that a request brought, durable on the disk under a name of its own until the request is answered. */
export interface ReceivedFile {
  path: string
  bytes: number
  sha256: string
}

const folder = (): string => statePath('incoming')

/** Removes what an interrupted request left. Called before the first one. */
export const sweepIncoming = (): Promise<void> => rm(folder(), { recursive: true, force: true })

/** Removes the file of a request that is answered; one that was moved to its place is no longer there. */
export const dropReceived = ({ path }: ReceivedFile): Promise<void> => rm(path, { force: true })

/** Writes pieces to the disk as they come and hashes them on the way; what is not whole does not stay. */
async function write(
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  check: (bytes: number) => void,
): Promise<ReceivedFile> {
  await mkdir(folder(), { recursive: true, mode: 0o700 })
  const path = `${folder()}/${randomUUID()}`
  const hash = createHash('sha256')
  const file = await open(path, 'wx', 0o600)
  let bytes = 0
  try {
    for await (const piece of pieces) {
      bytes += piece.byteLength
      check(bytes)
      hash.update(piece)
      await file.writeFile(piece)
    }
    await file.sync()
    return { path, bytes, sha256: hash.digest('hex') }
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

/** A file of the portal's own, as if a request had brought it. */
export const receiveBytes = (bytes: Uint8Array): Promise<ReceivedFile> => receivePieces([bytes])

/** A part of a file that a request brought, as if a request had brought it alone. */
export const receivePieces = (
  pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<ReceivedFile> => write(pieces, () => undefined)

/**
 * Writes the body of a request to the disk as it comes, so that no upload is held in memory. Throws AppError
 * `unsupported_media_type`, `payload_too_large` or `upload_too_slow`, and leaves nothing then.
 */
export async function receiveFile(request: Request, maxBytes: number): Promise<ReceivedFile> {
  if (!isBytes(request)) throw new AppError('unsupported_media_type')
  const check = (bytes: number) => {
    if (bytes > maxBytes) throw new AppError('payload_too_large', { maxKiB: maxBytes / 1024 })
  }
  check(Number(request.headers.get('content-length') ?? 0))
  return write(piecesOf(request, maxBytes), check)
}
