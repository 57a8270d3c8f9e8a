import type { PDFDocumentProxy } from 'pdfjs-dist'
import { originalAddress } from '@/lib/library/client'

const TABLES = '/api/library/pdf'

/** Opens the original of an edition in the browser, for its pages to be drawn: no script, form or link of it is alive. Throws an Error. */
export async function openPdf(editionId: string, signal: AbortSignal): Promise<PDFDocumentProxy> {
  const [{ getDocument, GlobalWorkerOptions }, response] = await Promise.all([
    import('pdfjs-dist'),
    fetch(originalAddress(editionId), { signal }),
  ])
  if (!response.ok) throw new Error('the original is not to be had')
  GlobalWorkerOptions.workerPort ??= new Worker(
    new URL('pdfjs-dist/build/pdf.worker.min.mjs', import.meta.url),
    {
      type: 'module',
    },
  )
  return getDocument({
    data: new Uint8Array(await response.arrayBuffer()),
    cMapUrl: `${TABLES}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${TABLES}/standard_fonts/`,
    useWasm: false,
    enableXfa: false,
    stopAtErrors: false,
  }).promise
}
