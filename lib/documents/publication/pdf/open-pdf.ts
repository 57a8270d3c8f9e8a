import path from 'node:path'
// Leaves its worker where the parser finds it, which then starts no thread for it.
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
import { getDocument, VerbosityLevel, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { PUBLICATION_PAGES_MAX } from '@/lib/documents/publication/contract'
import { PublicationFault } from '@/lib/documents/publication/publication-fault'

const ENCRYPTED = 'PasswordException'

/**
 * Opens a PDF. The parser runs in this process and on no other thread; it evaluates no code, decodes no picture, draws nothing,
 * and reads no file but the tables of Chinese encodings and the standard fonts in `files`, the folder of the package pdfjs-dist.
 * Throws PublicationFault `encrypted`, `damaged` or `too_many_pages`.
 */
export async function openPdf(bytes: Uint8Array, files: string): Promise<PDFDocumentProxy> {
  const task = getDocument({
    // A copy: the parser takes the memory of what it is given.
    data: new Uint8Array(bytes),
    cMapUrl: path.join(files, 'cmaps/'),
    cMapPacked: true,
    standardFontDataUrl: path.join(files, 'standard_fonts/'),
    useSystemFonts: false,
    disableFontFace: true,
    useWasm: false,
    useWorkerFetch: false,
    maxImageSize: 1,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
  })
  const document = await task.promise.catch((error: unknown) => {
    const encrypted = error instanceof Error && error.name === ENCRYPTED
    throw new PublicationFault(encrypted ? 'encrypted' : 'damaged')
  })
  if (document.numPages > PUBLICATION_PAGES_MAX) throw new PublicationFault('too_many_pages')
  return document
}
