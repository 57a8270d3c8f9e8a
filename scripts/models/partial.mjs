import { createHash } from 'node:crypto'
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { Interrupted, writeFailure } from './failure.mjs'

/** Runs what writes to this machine's disk; its error is one that no other source can help with. */
async function onDisk(work) {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Interrupted) throw error
    throw writeFailure(error)
  }
}

/** SHA-256 of the first `bytes` bytes, as a hash that takes more. */
async function hashOf(file, bytes, signal) {
  const hash = createHash('sha256')
  if (bytes === 0) return hash
  for await (const chunk of createReadStream(file, { end: bytes - 1, highWaterMark: 4 * 1024 * 1024 })) {
    if (signal?.aborted) throw new Interrupted()
    hash.update(chunk)
  }
  return hash
}

/** SHA-256 of a whole file, in hex. */
export async function fileSha256(file, signal) {
  return (await hashOf(file, statSync(file).size, signal)).digest('hex')
}

/**
 * The part of a file that is on disk already, `downloads/<sha256>.partial`, with what is known of where it came from
 * beside it. Its name is the hash of the whole, so any source may continue what another began. The hash runs along with
 * the writing and is made anew from the bytes on disk whenever the writing begins elsewhere, as after a crash.
 */
export class Partial {
  #handle = null
  #hash = null
  #file
  #note

  constructor({ folder, sha256, bytes, signal, onSize = () => {} }) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.#file = path.join(folder, `${sha256}.partial`)
    this.#note = path.join(folder, `${sha256}.json`)
    this.sha256 = sha256
    this.bytes = bytes
    this.signal = signal
    this.onSize = onSize
    this.size = existsSync(this.#file) ? statSync(this.#file).size : 0
  }

  get file() {
    return this.#file
  }

  /** What was last noted: `{ url, etag }`, or `{}`. */
  get note() {
    try {
      return JSON.parse(readFileSync(this.#note, 'utf8'))
    } catch {
      return {}
    }
  }

  set note(note) {
    try {
      writeFileSync(`${this.#note}.tmp`, JSON.stringify(note), { mode: 0o600 })
      renameSync(`${this.#note}.tmp`, this.#note)
    } catch (error) {
      throw writeFailure(error)
    }
  }

  /** Writing goes on at `offset`, at most `size`; bytes behind it are dropped. */
  async startAt(offset) {
    if (this.#hash !== null && offset === this.size) return
    await onDisk(async () => {
      this.#handle ??= await open(this.#file, existsSync(this.#file) ? 'r+' : 'w+', 0o644)
      await this.#handle.truncate(offset)
      this.#hash = await hashOf(this.#file, offset, this.signal)
      this.size = offset
    })
    this.onSize(this.size)
  }

  async write(chunk) {
    if (this.signal?.aborted) throw new Interrupted()
    await onDisk(async () => {
      for (let done = 0; done < chunk.length;) {
        const { bytesWritten } = await this.#handle.write(chunk, done, chunk.length - done, this.size + done)
        done += bytesWritten
      }
    })
    this.#hash.update(chunk)
    this.size += chunk.length
    this.onSize(this.size)
  }

  sync() {
    return onDisk(() => this.#handle.sync())
  }

  /** Whether the bytes on disk are the whole file. The hash is used up: more writing begins with `startAt`. */
  async isWhole() {
    if (this.#hash === null) await this.startAt(this.size)
    await this.sync()
    const found = this.#hash.digest('hex')
    this.#hash = null
    return this.size === this.bytes && found === this.sha256
  }

  async close() {
    await this.#handle?.close()
    this.#handle = null
    this.#hash = null
  }

  /** Deletes it and what is noted of it. */
  async remove() {
    await this.close()
    this.removeNote()
    rmSync(this.#file, { force: true })
    this.size = 0
  }

  removeNote() {
    rmSync(this.#note, { force: true })
  }
}
