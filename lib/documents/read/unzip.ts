import { crc32 } from 'node:zlib'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { ItemFault, problemOf, type Budget } from '@/lib/documents/read/item'
import type { ItemProblem } from '@/lib/documents/contract'

/** Entries looked at in one archive; two thousand summaries and their folders stay far below. */
export const ENTRIES_MAX = 10_000
/** More than this is no text that was compressed: deflate reaches a thousand on nothing but repetition. */
const RATIO_MAX = 200
/** Below this size a high ratio is harmless: a page of blanks. */
const RATIO_FROM_BYTES = 1024 * 1024
const UTF8_NAME = 0x800
const UNIX_TYPE = { mask: 0o170000, link: 0o120000 }

export type Unzipped = { name: string; bytes: Buffer } | { name: string; problem: ItemProblem }

/** The entry's name: UTF-8 where the archive says so or it is, else GB18030, which Chinese Windows writes. */
export function nameOf(entry: Entry): string {
  const raw = entry.fileNameRaw
  const utf8 = Buffer.from(raw).toString('utf8')
  const isUtf8 = (entry.generalPurposeBitFlag & UTF8_NAME) !== 0 || !utf8.includes('\ufffd')
  const name = isUtf8 ? utf8 : new TextDecoder('gb18030').decode(raw)
  return name.replaceAll('\\', '/')
}

/** True for names that point out of the archive or hide something. Nothing is written to disk; such an archive is hostile. */
function isBadName(name: string): boolean {
  return (
    name.startsWith('/') ||
    /^[a-z]:/i.test(name) ||
    name.split('/').includes('..') ||
    /[\u0000-\u001f\u007f]/.test(name)
  )
}

/** Throws ItemFault for an entry that points elsewhere, is encrypted, or states a size that is a bomb or too large. */
export function checkEntry(entry: Entry, name: string, budget: Budget): void {
  if (isBadName(name)) throw new ItemFault('bad_name')
  if (((entry.externalFileAttributes >>> 16) & UNIX_TYPE.mask) === UNIX_TYPE.link) throw new ItemFault('link')
  if (entry.isEncrypted()) throw new ItemFault('encrypted')
  if (!entry.canDecodeFileData()) throw new ItemFault('unsupported')
  const { compressedSize, uncompressedSize } = entry
  if (uncompressedSize > RATIO_FROM_BYTES && uncompressedSize > compressedSize * RATIO_MAX) {
    throw new ItemFault('archive_bomb')
  }
  if (uncompressedSize > budget.bytes) throw new ItemFault('archive_bomb')
  if (uncompressedSize > budget.fileBytes) throw new ItemFault('too_large')
}

/**
 * The bytes of an entry while they are inflated. Throws ItemFault `damaged` at their end where they are not the ones that
 * were packed (CRC-32, APPNOTE 4.4.7): a changed bit may be a digit of a dose.
 */
export async function* inflated(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let sum = 0
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
    sum = crc32(chunk, sum)
    yield chunk
  }
  if (sum !== entry.crc32) throw new ItemFault('damaged')
}

/** Inflates one entry. What the archive states of its size was looked at; more than that ends it here (`validateEntrySizes`). */
async function inflate(zip: ZipFile, entry: Entry, budget: Budget): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of inflated(zip, entry)) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  budget.bytes -= bytes.length
  return bytes
}

/** Names that archivers add by themselves. */
const BYSTANDERS = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|~\$)/i

/**
 * The files of a zip archive, one at a time, in memory. Each bad entry gives a problem and the next one is read.  Throws ItemFault `damaged` when the directory of the archive is unreadable.
 */
export async function* unzip(bytes: Buffer, budget: Budget): AsyncGenerator<Unzipped> {
  const zip = await fromBufferPromise(bytes, {
    lazyEntries: true,
    decodeStrings: false,
    validateEntrySizes: true,
  }).catch(() => {
    throw new ItemFault('damaged')
  })
  let seen = 0
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry)
    if (name.endsWith('/') || BYSTANDERS.test(name)) continue
    seen += 1
    if (seen > ENTRIES_MAX) {
      yield { name, problem: 'too_many' }
      return
    }
    try {
      checkEntry(entry, name, budget)
      yield { name, bytes: await inflate(zip, entry, budget) }
    } catch (error) {
      yield { name, problem: problemOf(error) }
    }
  }
}
