import { createHash } from 'node:crypto'
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { fileHash } from '@/lib/inference/models/file-hash'

const SHARD = /^(.*)-00001-of-(\d{5})\.gguf$/i

/** All shards of a model, given its first file. */
export function shardsOf(first: string): string[] {
  const split = SHARD.exec(first)
  if (!split) return [first]
  const [, stem = '', count = ''] = split
  return Array.from(
    { length: Number(count) },
    (_, i) => `${stem}-${String(i + 1).padStart(5, '0')}-of-${count}.gguf`,
  )
}

/** The architecture that a GGUF file names in its header; null for a file that is none. */
function architectureOf(file: string): string | null {
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

/** `projector` for the part of a model that reads images (`mmproj`) and answers nothing by itself, `none` for no GGUF file. */
export function kindOf(file: string): 'model' | 'projector' | 'none' {
  const architecture = architectureOf(file)
  if (architecture === null) return 'none'
  return /^mmproj/i.test(path.basename(file)) || architecture === 'clip' ? 'projector' : 'model'
}

/** First files of the models that lie in the models folder, sorted; a model whose other parts are missing is among them. */
export function modelsIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /\.gguf$/i.test(name) && (SHARD.test(name) || !/-of-\d{5}\.gguf$/i.test(name)))
    .sort()
    .map((name) => path.join(folder, name))
    .filter((file) => kindOf(file) === 'model')
}

/** SHA-256 by which a model is known: that of its file, or of its shards' hashes joined. */
export function combinedHash(hashes: readonly string[]): string {
  const [first = '', ...rest] = hashes
  return rest.length === 0 ? first : createHash('sha256').update(hashes.join('')).digest('hex')
}

const EDGE = 1024 * 1024

/** SHA-256 of the first and the last MiB of a file: quick, and enough to see that another file took its place. */
export function edgesHash(file: string): string {
  const { size } = statSync(file)
  const handle = openSync(file, 'r')
  const hash = createHash('sha256')
  for (const position of [0, Math.max(0, size - EDGE)]) {
    const part = Buffer.alloc(Math.min(EDGE, size))
    readSync(handle, part, 0, part.length, position)
    hash.update(part)
  }
  closeSync(handle)
  return hash.digest('hex')
}

/** Hashes of files, each taken once: kept in the state folder by path, size, modification time and inode. */
export class HashCache {
  readonly file: string
  private known: Partial<Record<string, { stamp: string; sha256: string }>>

  /** `fresh`: takes every hash again, whatever is known. */
  constructor(stateDir: string, fresh = false) {
    this.file = path.join(stateDir, 'model-hashes.json')
    try {
      if (fresh) throw new Error('taken again')
      this.known = JSON.parse(readFileSync(this.file, 'utf8')) as typeof this.known
    } catch {
      this.known = {}
    }
  }

  async hash(file: string): Promise<string> {
    const { size, mtimeMs, ino } = statSync(file)
    const stamp = `${size}:${mtimeMs}:${ino}`
    let known = this.known[file]
    if (known?.stamp !== stamp) {
      known = { stamp, sha256: await fileHash(file) }
      this.known[file] = known
      mkdirSync(path.dirname(this.file), { recursive: true, mode: 0o700 })
      writeFileSync(this.file, JSON.stringify(this.known), { mode: 0o600 })
    }
    return known.sha256
  }
}
