import { createHash, type Hash } from 'node:crypto'
import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { Interrupted, writeFailure } from '@/lib/inference/models/fetch/failure'
import { writeFileWhole } from '@/lib/shared/write-file-whole'

/** Runs what writes to this machine's disk; its error is one that no other source can help with. */
async function onDisk<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Interrupted) throw error
    throw writeFailure(error)
  }
}

/** SHA-256 of the first `bytes` bytes, as a hash that takes more. */
async function hashOf(file: string, bytes: number, signal: AbortSignal | undefined): Promise<Hash> {
  const hash = createHash('sha256')
  if (bytes === 0) return hash
  for await (const chunk of createReadStream(file, { end: bytes - 1, highWaterMark: 4 * 1024 * 1024 })) {
    if (signal?.aborted) throw new Interrupted()
    hash.update(chunk as Buffer)
  }
  return hash
}

/** SHA-256 of a whole file, in hex. */
export async function fileSha256(file: string, signal?: AbortSignal): Promise<string> {
  return (await hashOf(file, statSync(file).size, signal)).digest('hex')
}

interface PartialOptions {
  folder: string
  sha256: string
  bytes: number
  signal?: AbortSignal | undefined
  onSize?: (size: number) => void
}
/** Where the bytes came from. */
interface Note {
  url?: string
  etag?: string | null
}

/**
 * The part of a file that is on disk already, `downloads/<sha256>.partial`, with what is known of where it came from
 * beside it. Its name is the hash of the whole, so any source may continue what another began. The hash runs along with
 * the writing and is made anew from the bytes on disk whenever the writing begins elsewhere, as after a crash.
 */
export class Partial {
  #handle: FileHandle | null = null
  #hash: Hash | null = null
  readonly #file: string
  readonly #note: string
  readonly sha256: string
  readonly bytes: number
  readonly signal: AbortSignal | undefined
  readonly onSize: (size: number) => void
  /** Bytes on disk. */
  size: number

  constructor({ folder, sha256, bytes, signal, onSize = () => undefined }: PartialOptions) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.#file = path.join(folder, `${sha256}.partial`)
    this.#note = path.join(folder, `${sha256}.json`)
    this.sha256 = sha256
    this.bytes = bytes
    this.signal = signal
    this.onSize = onSize
    this.size = existsSync(this.#file) ? statSync(this.#file).size : 0
  }

  get file(): string {
    return this.#file
  }

  /** What was last noted: `{ url, etag }`, or `{}`. */
  get note(): Note {
    try {
      return JSON.parse(readFileSync(this.#note, 'utf8')) as Note
    } catch {
      return {}
    }
  }

  set note(note) {
    try {
      writeFileWhole(this.#note, JSON.stringify(note))
    } catch (error) {
      throw writeFailure(error)
    }
  }

  /** Writing goes on at `offset`, at most `size`; bytes behind it are dropped. */
  async startAt(offset: number): Promise<void> {
    if (this.#hash !== null && offset === this.size) return
    await onDisk(async () => {
      const handle = (this.#handle ??= await open(this.#file, existsSync(this.#file) ? 'r+' : 'w+', 0o644))
      await handle.truncate(offset)
      this.#hash = await hashOf(this.#file, offset, this.signal)
      this.size = offset
    })
    this.onSize(this.size)
  }

  async write(chunk: Buffer): Promise<void> {
    if (this.signal?.aborted) throw new Interrupted()
    await onDisk(async () => {
      for (let done = 0; done < chunk.length;) {
        const left = chunk.length - done
        const { bytesWritten } = await this.#open.write(chunk, done, left, this.size + done)
        done += bytesWritten
      }
    })
    this.#hash?.update(chunk)
    this.size += chunk.length
    this.onSize(this.size)
  }

  /** The open file; `startAt` opens it. */
  get #open(): FileHandle {
    if (this.#handle === null) throw new Error('startAt comes first')
    return this.#handle
  }

  sync(): Promise<void> {
    return onDisk(() => this.#open.sync())
  }

  /** Whether the bytes on disk are the whole file. The hash is used up: more writing begins with `startAt`. */
  async isWhole(): Promise<boolean> {
    if (this.#hash === null) await this.startAt(this.size)
    await this.sync()
    const found = this.#hash?.digest('hex')
    this.#hash = null
    return this.size === this.bytes && found === this.sha256
  }

  async close(): Promise<void> {
    await this.#handle?.close()
    this.#handle = null
    this.#hash = null
  }

  /** Deletes it and what is noted of it. */
  async remove(): Promise<void> {
    await this.close()
    this.removeNote()
    rmSync(this.#file, { force: true })
    this.size = 0
  }

  removeNote(): void {
    rmSync(this.#note, { force: true })
  }
}
