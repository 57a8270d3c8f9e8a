import { closeSync, openSync, readFileSync, readSync } from 'node:fs'

const PIECE_BYTES = 4 * 1024 * 1024
/** Mappings that hold no memory of a process. */
const KERNEL_MAPPINGS = /\[(vvar|vdso|vsyscall)/
const ENCODINGS = ['utf8', 'utf16le', 'latin1'] as const

/** The bytes under which a word may lie: in UTF-8, UTF-16 and Latin-1, each once. */
export function encodings(word: string): Buffer[] {
  const own = ENCODINGS.filter((encoding) => Buffer.from(word, encoding).toString(encoding) === word)
  const all = own.map((encoding) => Buffer.from(word, encoding))
  return all.filter((bytes, i) => all.findIndex((other) => other.equals(bytes)) === i)
}

/** The process-private, readable and writable mappings of a process, as address ranges. */
function mappings(pid: number): { from: number; to: number; name: string }[] {
  return readFileSync(`/proc/${pid}/maps`, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const found = /^([0-9a-f]+)-([0-9a-f]+) rw.p \S+ \S+ \S+\s*(.*)$/.exec(line)
      if (!found || KERNEL_MAPPINGS.test(line)) return []
      const [, from = '0', to = '0', name = ''] = found
      return [{ from: parseInt(from, 16), to: parseInt(to, 16), name }]
    })
}

export interface Found {
  /** Where the word begins. */
  address: number
  /** Name of the mapping; empty for anonymous memory. */
  mapping: string
  /** Bytes around it, unprintable ones as dots, where they were asked for. */
  around: string
}

const printable = (bytes: Buffer) => bytes.toString('latin1').replace(/[^\x20-\x7e]/g, '.')

/** The part of a memory that begins at an address; empty for a page that goes away meanwhile. */
function readAt(memory: number, piece: Buffer, { at, length }: { at: number; length: number }): Buffer {
  try {
    return piece.subarray(0, readSync(memory, piece, 0, Math.min(PIECE_BYTES, length), at))
  } catch {
    return piece.subarray(0, 0)
  }
}

/** Where one form of a word stands in some bytes. */
function placesOf(form: Buffer, bytes: Buffer): number[] {
  const places: number[] = []
  for (let i = bytes.indexOf(form); i >= 0; i = bytes.indexOf(form, i + form.length)) places.push(i)
  return places
}

/**
 * Every place in the private writable memory of a process that holds a word, in any of its encodings. Needs the right to read
 * `/proc/PID/mem` (the same user, or root). A page that goes away meanwhile counts as empty. Throws where the process is gone.
 */
export function findInMemory(pid: number, word: string, aroundBytes = 0): Found[] {
  const forms = encodings(word)
  const overlap = Math.max(...forms.map((form) => form.length)) - 1
  const memory = openSync(`/proc/${pid}/mem`, 'r')
  const piece = Buffer.alloc(PIECE_BYTES)
  const findAt = (at: number, { to, name }: { to: number; name: string }): Found[] => {
    const bytes = readAt(memory, piece, { at, length: to - at })
    return forms.flatMap((form) =>
      placesOf(form, bytes).map((i) => {
        const near = bytes.subarray(Math.max(0, i - aroundBytes), i + form.length + aroundBytes)
        return { address: at + i, mapping: name, around: aroundBytes > 0 ? printable(near) : '' }
      }),
    )
  }
  try {
    const found: Found[] = []
    for (const mapping of mappings(pid)) {
      for (let at = mapping.from; at < mapping.to; at += PIECE_BYTES - overlap) {
        found.push(...findAt(at, mapping))
      }
    }
    return found
  } finally {
    closeSync(memory)
    piece.fill(0)
  }
}
