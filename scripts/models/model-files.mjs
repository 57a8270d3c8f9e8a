import { createHash } from 'node:crypto'
import {
  closeSync,
  createReadStream,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'

const SHARD = /^(.*)-00001-of-(\d{5})\.gguf$/i

/** All shards of a model, given its first file. */
export function shardsOf(first) {
  const split = SHARD.exec(first)
  if (!split) return [first]
  const [, stem, count] = split
  return Array.from(
    { length: Number(count) },
    (_, i) => `${stem}-${String(i + 1).padStart(5, '0')}-of-${count}.gguf`,
  )
}

/** The architecture that a GGUF file names in its header; null for a file that is none. */
function architectureOf(file) {
  const head = Buffer.alloc(4096)
  const handle = openSync(file, 'r')
  const length = readSync(handle, head, 0, head.length, 0)
  closeSync(handle)
  if (head.toString('latin1', 0, 4) !== 'GGUF') return null
  const key = 'general.architecture'
  const at = head.indexOf(key, 0, 'latin1')
  if (at < 0 || at + key.length + 12 > length) return ''
  // Key, type (4 bytes), length of the text (8 bytes), text: GGUF specification of ggml, version 3.
  const start = at + key.length + 12
  const size = head.readUInt32LE(start - 8)
  return head.toString('latin1', start, start + size)
}

/** True for the part of a model that reads images (`mmproj`): it answers nothing by itself. */
export function isProjector(file) {
  return /^mmproj/i.test(path.basename(file)) || architectureOf(file) === 'clip'
}

/** First files of the models that lie in the models folder, sorted, without what only reads images. */
export function modelsIn(folder) {
  return readdirSync(folder)
    .filter((name) => /\.gguf$/i.test(name) && (SHARD.test(name) || !/-of-\d{5}\.gguf$/i.test(name)))
    .sort()
    .map((name) => path.join(folder, name))
    .filter((file) => shardsOf(file).every((shard) => existsSync(shard)) && !isProjector(file))
}

async function sha256(file) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 4 * 1024 * 1024 })) hash.update(chunk)
  return hash.digest('hex')
}

/** SHA-256 by which a model is known: that of its file, or of its shards' hashes joined. */
export function combinedHash(hashes) {
  const [first, ...rest] = hashes
  return rest.length === 0 ? first : createHash('sha256').update(hashes.join('')).digest('hex')
}

/** Hashes of files, each taken once: kept in the state folder by path, size, modification time and inode. */
export class HashCache {
  /** `fresh`: takes every hash again, whatever is known. */
  constructor(stateDir, fresh = false) {
    this.file = path.join(stateDir, 'model-hashes.json')
    try {
      if (fresh) throw new Error('taken again')
      this.known = JSON.parse(readFileSync(this.file, 'utf8'))
    } catch {
      this.known = {}
    }
  }

  async hash(file) {
    const { size, mtimeMs, ino } = statSync(file)
    const stamp = `${size}:${mtimeMs}:${ino}`
    if (this.known[file]?.stamp !== stamp) {
      this.known[file] = { stamp, sha256: await sha256(file) }
      mkdirSync(path.dirname(this.file), { recursive: true, mode: 0o700 })
      writeFileSync(this.file, JSON.stringify(this.known), { mode: 0o600 })
    }
    return this.known[file].sha256
  }
}
