import { execFileSync } from 'node:child_process'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { encodings } from '@/lib/testing/search-memory'

const PIECE_BYTES = 4 * 1024 * 1024
const SPARE_BYTES = 4096
/** What the kernel makes up; `/dev/shm` below `/dev` is memory, but kept like files. */
const MADE_UP = ['/proc', '/sys', '/dev']

/** Every file of this machine whose content or state changed after that of `stamp` did, dumps of crashes included. */
export function writtenSince(stamp: string): string[] {
  const skipped = MADE_UP.flatMap((folder) => ['-path', folder, '-prune', '-o'])
  const find = (folder: string, before: readonly string[]) =>
    execFileSync(
      'bash',
      // A folder that goes away meanwhile ends find with 1, having told all others.
      [
        '-c',
        'find "$@" 2>/dev/null || true',
        'find',
        folder,
        ...before,
        '-type',
        'f',
        '-cnewer',
        stamp,
        '-print0',
      ],
      { encoding: 'utf8', maxBuffer: 1024 * 1024 * 1024 },
    )
  return [find('/', skipped), find('/dev/shm', [])].join('').split('\0').filter(Boolean)
}

/** The bytes of a file, a piece at a time, each beginning with the last `overlap` bytes of the one before. */
function* piecesOf(file: string, overlap: number): Generator<Buffer> {
  const opened = openSync(file, 'r')
  try {
    // More than the file has, so that a small file costs a small buffer and its first piece is its last.
    const bytes = Math.min(PIECE_BYTES, fstatSync(opened).size + SPARE_BYTES)
    const piece = Buffer.allocUnsafe(bytes)
    for (let at = 0, read = bytes; read === bytes; at += bytes - overlap) {
      read = readSync(opened, piece, 0, bytes, at)
      yield piece.subarray(0, read)
    }
  } finally {
    closeSync(opened)
  }
}

/** Whether a file holds a word in any of its encodings. A file that went away meanwhile, or may not be read, holds none. */
export function holdsWord(file: string, word: string): boolean {
  const forms = encodings(word)
  const overlap = Math.max(...forms.map(({ length }) => length)) - 1
  try {
    for (const bytes of piecesOf(file, overlap)) {
      if (forms.some((form) => bytes.includes(form))) return true
    }
  } catch {
    return false
  }
  return false
}
