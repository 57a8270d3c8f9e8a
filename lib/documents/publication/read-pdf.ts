import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'
import { BlockList, type ReadBlocks } from '@/lib/documents/publication/block'
import { PublicationFault } from '@/lib/documents/publication/publication-fault'
import { dropRepeated } from '@/lib/documents/publication/pdf/drop-repeated'
import { makeBlocks } from '@/lib/documents/publication/pdf/make-blocks'
import { openPdf } from '@/lib/documents/publication/pdf/open-pdf'
import { orderColumns } from '@/lib/documents/publication/pdf/order-columns'
import { countGlyphs } from '@/lib/documents/publication/pdf/count-glyphs'
import { pageText, type PageText } from '@/lib/documents/publication/pdf/page-runs'

/** Fewer characters than this are a stamp or the number of the page: what else it shows is looked at. */
const PAGE_TEXT_MIN = 40
/** Share of pages that may be without text: figures, covers, blank ones. */
const PICTURES_MAX = 0.5

/** What was found of the pages. */
interface Found {
  texts: PageText[]
  /** Pages whose text cannot be read, and how many show a picture or nothing. */
  unreadable: number[]
  pictures: number
}

async function readPage(page: PDFPageProxy, found: Found): Promise<void> {
  const text = await pageText(page)
  const { characters, unreadable } = text
  found.texts.push(text)
  if (unreadable) found.unreadable.push(page.pageNumber)
  else if (characters < PAGE_TEXT_MIN) {
    const unsaid = (await countGlyphs(page)) > PAGE_TEXT_MIN + characters * 2
    if (unsaid) found.unreadable.push(page.pageNumber)
    else found.pictures += 1
  }
}

async function readPages(document: PDFDocumentProxy): Promise<Found> {
  const found: Found = { texts: [], unreadable: [], pictures: 0 }
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    await readPage(page, found)
    page.cleanup()
  }
  return found
}

async function titleOf(document: PDFDocumentProxy): Promise<string | null> {
  const { info } = await document.getMetadata()
  const title: unknown = 'Title' in info ? info.Title : null
  return typeof title === 'string' ? title : null
}

/**
 * A PDF with its text in reading order: columns, tables row by row, headings by number and font, without running heads. `files`
 * is the folder of the package pdfjs-dist. Throws PublicationFault `no_text_layer` for scans, `unreadable_pages` where a font
 * does not say what its glyphs are, `encrypted`, `too_many_pages`, `too_long` or `damaged`.
 */
export async function readPdf(bytes: Uint8Array, files: string): Promise<ReadBlocks> {
  const document = await openPdf(bytes, files)
  try {
    const { texts, unreadable, pictures } = await readPages(document)
    if (unreadable.length > 0) throw new PublicationFault('unreadable_pages', unreadable)
    if (pictures > texts.length * PICTURES_MAX) throw new PublicationFault('no_text_layer')
    const list = new BlockList()
    const regions = dropRepeated(texts).flatMap((runs, i) => orderColumns(runs, i + 1))
    for (const block of makeBlocks(regions)) list.add(block)
    if (list.blocks.length === 0) throw new PublicationFault('no_text_layer')
    const [first] = list.blocks
    const titles = [await titleOf(document), first?.kind === 'heading' ? first.text : null]
    return { titles, pages: document.numPages, blocks: list.blocks }
  } finally {
    await document.loadingTask.destroy()
  }
}
