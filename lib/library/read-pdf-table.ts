import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { z } from 'zod'
import { AppError } from '@/lib/errors/app-error'
import type { pdfTableParams } from '@/lib/library/contract'

const FOLDER = path.join(/* turbopackIgnore: true */ process.cwd(), 'node_modules/pdfjs-dist')

/**
 * A table of characters or a font of the package pdfjs-dist, by which a browser draws a PDF whose fonts are not in it. Throws AppError
 * `not_found`.
 */
export async function readPdfTable({ kind, file }: z.infer<typeof pdfTableParams>): Promise<Response> {
  const bytes = await readFile(path.join(FOLDER, kind, file)).catch(() => {
    throw new AppError('not_found')
  })
  return new Response(new Uint8Array(bytes), {
    headers: { 'Content-Type': 'application/octet-stream', 'X-Content-Type-Options': 'nosniff' },
  })
}
