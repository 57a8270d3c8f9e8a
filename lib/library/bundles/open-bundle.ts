import 'server-only'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { signatureHolds } from '@/lib/audit/audit-format'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import type { ReceivedFile } from '@/lib/http/receive-file'
import {
  BUNDLE_SCHEMA,
  bundleFormSchema,
  bundleHeadSchema,
  HEAD_BYTES_MAX,
  manifestSchema,
  pemOf,
  type Bundled,
  type BundleHead,
} from '@/lib/library/bundles/contract'
import { library } from '@/lib/library/feature'
import { isBoundedJson } from '@/lib/shared/bounded-json'

const { errors } = library
const BOUNDS = { depth: 4, values: 2000 }
const LINE_END = 0x0a

/** Where in the file the original of a document lies. */
export type Part = Bundled & { start: number }

/** A bundle that was verified. */
export interface OpenBundle {
  site: { id: string; name: string }
  sha256: string
  parts: readonly Part[]
}

async function readAt({ path }: ReceivedFile, start: number, length: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** What a short JSON says; undefined where it is none. */
function parse(bytes: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return isBoundedJson(text, BOUNDS) ? (JSON.parse(text) as unknown) : undefined
  } catch {
    return undefined
  }
}

/** The first line and its length. Throws AppError `library_bundle_invalid` or `library_bundle_newer`. */
async function headOf(file: ReceivedFile): Promise<{ head: BundleHead; length: number }> {
  const begin = await readAt(file, 0, HEAD_BYTES_MAX)
  const length = begin.indexOf(LINE_END) + 1
  const raw = length === 0 ? undefined : parse(begin.subarray(0, length))
  const form = bundleFormSchema.safeParse(raw)
  if (!form.success) throw new AppError(errors.library_bundle_invalid)
  const { schema: version } = form.data
  if (version > BUNDLE_SCHEMA) {
    throw new AppError(errors.library_bundle_newer, { version, supported: BUNDLE_SCHEMA })
  }
  const head = bundleHeadSchema.safeParse(raw)
  if (!head.success) throw new AppError(errors.library_bundle_invalid)
  return { head: head.data, length }
}

/** The site that signed the first line. Throws AppError, each with its own sentence. */
async function signerOf({ signature, ...statement }: BundleHead): Promise<OpenBundle['site']> {
  const row = await (await db()).librarySite.findUnique({ where: { fingerprint: statement.site } })
  if (!row) throw new AppError(errors.library_bundle_unknown)
  if (row.own) throw new AppError(errors.library_bundle_own)
  if (row.withdrawnAt) throw new AppError(errors.library_bundle_withdrawn, { title: row.name })
  if (!signatureHolds('library', { ...statement, signature }, pemOf(row.publicKey))) {
    throw new AppError(errors.library_bundle_altered)
  }
  return { id: row.id, name: row.name }
}

async function hashFrom({ path }: ReceivedFile, start: number, bytes?: number): Promise<string> {
  const hash = createHash('sha256')
  const end = bytes === undefined ? {} : { end: start + bytes - 1 }
  for await (const piece of createReadStream(path, { start, ...end })) hash.update(piece as Buffer)
  return hash.digest('hex')
}

/** Where each original lies, and whether it is the one that the list names. Throws AppError `library_bundle_altered`. */
async function partsOf(
  file: ReceivedFile,
  { documents, start }: { documents: readonly Bundled[]; start: number },
): Promise<Part[]> {
  const parts: Part[] = []
  let at = start
  for (const one of documents) {
    parts.push({ ...one, start: at })
    at += one.bytes
  }
  if (at !== file.bytes) throw new AppError(errors.library_bundle_altered)
  for (const part of parts) {
    if ((await hashFrom(file, part.start, part.bytes)) !== part.sha256) {
      throw new AppError(errors.library_bundle_altered)
    }
  }
  return parts
}

/**
 * Verifies a bundle before anything in it is looked at: signer, signature, length, hash, then the list of contents and the hash of each
 * original. Throws AppError `library_bundle_invalid`, `_newer`, `_unknown`, `_own`, `_withdrawn`, `_cut` or `_altered`.
 */
export async function openBundle(file: ReceivedFile): Promise<OpenBundle> {
  const { head, length } = await headOf(file)
  const site = await signerOf(head)
  if (file.bytes < length + head.bytes) throw new AppError(errors.library_bundle_cut)
  if (file.bytes > length + head.bytes || head.manifestBytes > head.bytes) {
    throw new AppError(errors.library_bundle_altered)
  }
  if ((await hashFrom(file, length)) !== head.sha256) throw new AppError(errors.library_bundle_altered)
  const manifest = manifestSchema.safeParse(parse(await readAt(file, length, head.manifestBytes)))
  if (!manifest.success) throw new AppError(errors.library_bundle_invalid)
  const start = length + head.manifestBytes
  return { site, sha256: head.sha256, parts: await partsOf(file, { ...manifest.data, start }) }
}
