import 'server-only'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { library } from '@/lib/library/feature'
import { mayRead } from '@/lib/library/rights/contract'
import { originalHolds, originalPath } from '@/lib/library/originals'
import type { Actor } from '@/lib/shared/actor'

/** Ending of the name of a file, by its format. */
export const ENDINGS: Readonly<Record<string, string>> = {
  pdf: 'pdf',
  docx: 'docx',
  markdown: 'md',
  html: 'html',
  text: 'txt',
}

/**
 * The original of an edition as a file that no browser opens by itself, runs or lets load anything. Throws AppError `not_found`
 * for what is out of sight too, or `library_original_missing` where the file is gone or is not what its hash says.
 */
export async function readOriginal(id: string, actor: Actor): Promise<Response> {
  const row = await (await db()).libraryEdition.findUnique({ where: { id } })
  if (!row || !mayRead(actor, row) || row.state === 'rejected') throw new AppError('not_found')
  if (!(await originalHolds(row.sha256))) throw new AppError(library.errors.library_original_missing)
  const name = encodeURIComponent(`${row.title} ${String(row.year)}`.replace(/[\\/:*?"<>|']/g, '_'))
  const stream = Readable.toWeb(createReadStream(originalPath(row.sha256))) as ReadableStream<Uint8Array>
  return new Response(stream, {
    headers: {
      'Content-Type': 'application/octet-stream',
      'Content-Length': String(row.bytes),
      'Content-Disposition': `attachment; filename="document.${ENDINGS[row.format] ?? 'bin'}"; filename*=UTF-8''${name}.${ENDINGS[row.format] ?? 'bin'}`,
      'Content-Security-Policy': "sandbox; default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-store',
    },
  })
}
