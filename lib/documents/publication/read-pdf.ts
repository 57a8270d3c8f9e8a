import type { PDFDocumentProxy } from 'pdfjs-dist'
import { BlockList, type ReadBlocks } from '@/lib/documents/publication/block'
import { PublicationFault } from '@/lib/documents/publication/publication-fault'
import { dropRepeated } from '@/lib/documents/publication/pdf/drop-repeated'
import { makeBlocks } from '@/lib/documents/publication/pdf/make-blocks'
import { openPdf } from '@/lib/documents/publication/pdf/open-pdf'
import { orderColumns } from '@/lib/documents/publication/pdf/order-columns'
import { countGlyphs } from '@/lib/documents/publication/pdf/count-glyphs'
import type { Rule } from '@/lib/documents/publication/pdf/page-rules'
import type { Run } from '@/lib/documents/publication/pdf/run'
import { pageText, type PageText } from '@/lib/documents/publication/pdf/page-runs'

/** A page of fewer letters than this shows a picture, or nothing. */
const LETTERS_MIN = 10
/** A page that paints this many glyphs more than it has characters does not say what they are. */
const UNSAID_MIN = 40
/** Share of pages that may be without text: figures, covers, blank ones. */
const PICTURES_MAX = 0.5

async function readTexts(document: PDFDocumentProxy): Promise<PageText[]> {
  const texts: PageText[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number)
    texts.push(await pageText(page))
    page.cleanup()
  }
  return texts
}

/** Whether a page, by its number, paints glyphs that give no text. */
async function isUnsaid(document: PDFDocumentProxy, number: number, characters: number): Promise<boolean> {
  const page = await document.getPage(number)
  const glyphs = await countGlyphs(page)
  page.cleanup()
  return glyphs - characters > UNSAID_MIN
}

/** The runs and rules of each page without running heads. Throws PublicationFault `unreadable_pages` or `no_text_layer`. */
async function readRuns(document: PDFDocumentProxy): Promise<{ runs: Run[]; rules: Rule[] }[]> {
  const texts = await readTexts(document)
  const pages = dropRepeated(texts)
  const unreadable: number[] = []
  let pictures = 0
  for (const [i, { characters, unreadable: unread }] of texts.entries()) {
    const letters = pages[i]?.reduce((sum, { text }) => sum + (text.match(/\p{L}/gu)?.length ?? 0), 0) ?? 0
    if (unread) unreadable.push(i + 1)
    else if (letters < LETTERS_MIN) {
      if (await isUnsaid(document, i + 1, characters)) unreadable.push(i + 1)
      else pictures += 1
    }
  }
  if (unreadable.length > 0) throw new PublicationFault('unreadable_pages', unreadable)
  if (pictures > texts.length * PICTURES_MAX) throw new PublicationFault('no_text_layer')
  return pages.map((runs, i) => ({ runs, rules: texts[i]?.rules ?? [] }))
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
    const regions = (await readRuns(document)).flatMap((page, i) => orderColumns(page, i + 1))
    const list = new BlockList()
    for (const block of makeBlocks(regions)) list.add(block)
    if (list.blocks.length === 0) throw new PublicationFault('no_text_layer')
    const [first] = list.blocks
    const titles = [await titleOf(document), first?.kind === 'heading' ? first.text : null]
    return { titles, pages: document.numPages, blocks: list.blocks }
  } finally {
    await document.loadingTask.destroy()
  }
}
