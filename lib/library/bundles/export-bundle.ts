import 'server-only'
import { createHash, sign } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { LibraryEdition } from '@prisma/client'
import { statementText } from '@/lib/audit/audit-format'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import {
  BUNDLE_BYTES_MAX,
  BUNDLE_ENDING,
  BUNDLE_FORMAT,
  BUNDLE_SCHEMA,
  bundledSchema,
  type BundleHead,
} from '@/lib/library/bundles/contract'
import { siteKey } from '@/lib/library/bundles/site-key'
import { libraryEvents } from '@/lib/library/events'
import { library } from '@/lib/library/feature'
import { mayRead } from '@/lib/library/rights/contract'
import { originalPath } from '@/lib/library/originals'
import type { By } from '@/lib/library/propose-edition'
import type { Actor } from '@/lib/shared/actor'
import { canonicalJson } from '@/lib/shared/canonical-json'
import { hospitalDay } from '@/lib/shared/hospital-day'

/** The editions in force of these documents. Throws AppError `not_found` where one is out of sight, not in force or an example. */
async function editionsOf(documents: readonly string[], actor: Actor): Promise<LibraryEdition[]> {
  const where = { documentId: { in: [...documents] }, state: 'in_force', example: false }
  const rows = (await (await db()).libraryEdition.findMany({ where, orderBy: { id: 'asc' } })).filter((row) =>
    mayRead(actor, row),
  )
  if (rows.length < documents.length) throw new AppError('not_found')
  return rows
}

async function* originalsOf(rows: readonly LibraryEdition[]): AsyncGenerator<Buffer> {
  for (const { sha256 } of rows) {
    for await (const piece of createReadStream(originalPath(sha256))) yield piece as Buffer
  }
}

/** SHA-256 (hex) of the list and the originals after it. Throws AppError `library_original_missing` where one is not what its hash says. */
async function hashOf(manifest: Buffer, rows: readonly LibraryEdition[]): Promise<string> {
  const all = createHash('sha256').update(manifest)
  for (const row of rows) {
    const one = createHash('sha256')
    try {
      for await (const piece of originalsOf([row])) {
        one.update(piece)
        all.update(piece)
      }
    } catch {
      throw new AppError(library.errors.library_original_missing)
    }
    if (one.digest('hex') !== row.sha256) throw new AppError(library.errors.library_original_missing)
  }
  return all.digest('hex')
}

/**
 * Documents in force as one file: a signed first line, the list of contents, the originals. Recorded before it is sent. Throws AppError
 * `not_found`, `library_original_missing`, `library_bundle_large` or `library_key_missing`.
 */
export async function exportBundle(
  documents: readonly string[],
  { actor, requestId }: By,
): Promise<Response> {
  const { privateKey, fingerprint } = await siteKey()
  const rows = await editionsOf(documents, actor)
  const listed = rows.map(({ id, passageCount, ...row }) =>
    bundledSchema.strip().parse({ ...row, editionId: id, passages: passageCount }),
  )
  const manifest = Buffer.from(canonicalJson({ documents: listed }))
  const bytes = rows.reduce((sum, row) => sum + row.bytes, manifest.byteLength)
  if (bytes > BUNDLE_BYTES_MAX) throw new AppError(library.errors.library_bundle_large)
  const statement: Omit<BundleHead, 'format' | 'signature'> = {
    schema: BUNDLE_SCHEMA,
    at: new Date().toISOString(),
    site: fingerprint,
    manifestBytes: manifest.byteLength,
    bytes,
    sha256: await hashOf(manifest, rows),
  }
  const signature = sign(null, Buffer.from(statementText('library', statement)), privateKey)
  const head: BundleHead = {
    format: BUNDLE_FORMAT,
    ...statement,
    signature: signature.toString('base64'),
  }
  await inAuditedTransaction((tx) =>
    recordEvent(tx, {
      event: libraryEvents['library.exported'],
      outcome: 'ok',
      actor,
      requestId,
      detail: { sha256: statement.sha256, editionIds: rows.map(({ id }) => id) },
    }),
  )
  const first = Buffer.from(`${JSON.stringify(head)}\n`)
  const pieces = async function* () {
    yield first
    yield manifest
    yield* originalsOf(rows)
  }
  return new Response(Readable.toWeb(Readable.from(pieces())) as ReadableStream<Uint8Array>, {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(first.byteLength + bytes),
      'Content-Disposition': `attachment; filename="innerward-library-${hospitalDay(new Date())}.${BUNDLE_ENDING}"`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  })
}
