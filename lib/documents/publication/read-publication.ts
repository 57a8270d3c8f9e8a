import type { ReadBlocks } from '@/lib/documents/publication/block'
import { cleanText } from '@/lib/documents/publication/clean-text'
import {
  PUBLICATION_BYTES_MAX,
  publicationSchema,
  type Publication,
  type PublicationFormat,
} from '@/lib/documents/publication/contract'
import { makePassages } from '@/lib/documents/publication/make-passages'
import { languageOf } from '@/lib/clinical/text/measure-text'
import { faultOf, PublicationFault } from '@/lib/documents/publication/publication-fault'
import { readDocx } from '@/lib/documents/publication/read-docx'
import { readHtml } from '@/lib/documents/publication/read-html'
import { readMarkdown } from '@/lib/documents/publication/read-markdown'
import { readText } from '@/lib/documents/publication/read-text'
import { decodeText } from '@/lib/documents/read/decode-text'

interface File {
  name: string
  bytes: Buffer
}

const EXTENSIONS: Readonly<Record<string, PublicationFormat>> = {
  pdf: 'pdf',
  docx: 'docx',
  md: 'markdown',
  markdown: 'markdown',
  htm: 'html',
  html: 'html',
  xhtml: 'html',
  txt: 'text',
  text: 'text',
}
/** Of a PDF the mark stands within the first thousand bytes (ISO 32000-2, annex I). */
const PDF_MARK = '%PDF-'
const PDF_MARK_WITHIN = 1024
/** Other forms of files, by how they begin. */
const OTHER: readonly (readonly [RegExp, 'legacy_office' | 'unsupported'])[] = [
  [/^\xd0\xcf\x11\xe0/, 'legacy_office'],
  [
    /^(?:\{\\rtf|\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|\x1f\x8b|7z\xbc\xaf|Rar!|BZh|\xfd7zX|\x7fELF|MZ)/,
    'unsupported',
  ],
]
const PASSAGES_MAX = 20_000
const TITLE_MAX = 300

/** Macros are in files of these names alone, or openOffice finds them. */
const MACROS = /\.(?:docm|dotm)$/i
const HTML = /^\s*(?:<!doctype html|<html[\s>])/i

/** The form that the bytes of a file show; null for text, whose forms are told apart by the name. */
function shownFormat(bytes: Buffer): PublicationFormat | null {
  const head = bytes.subarray(0, PDF_MARK_WITHIN).toString('latin1')
  if (head.startsWith('PK\u0003\u0004')) return 'docx'
  if (head.includes(PDF_MARK)) return 'pdf'
  const other = OTHER.find(([form]) => form.test(head))
  if (other) throw new PublicationFault(other[1])
  return HTML.test(head.replace(/^\xef\xbb\xbf/, '')) ? 'html' : null
}

/** The form of a file, in which its name and its content must agree. */
function formatOf({ name, bytes }: File): PublicationFormat {
  const shown = shownFormat(bytes)
  const extension = /\.([a-z]{2,8})$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const named = EXTENSIONS[extension]
  if (MACROS.test(name)) throw new PublicationFault('macros')
  if (named === undefined) {
    const mistaken = shown !== null && (extension === '' || extension === 'doc')
    throw new PublicationFault(mistaken ? 'wrong_extension' : 'unsupported')
  }
  if (shown !== null && shown !== named) throw new PublicationFault('wrong_extension')
  if (shown === null && (named === 'pdf' || named === 'docx')) throw new PublicationFault('damaged')
  return named
}

async function readBlocks(
  format: PublicationFormat,
  { name, bytes }: File,
  pdfFiles: string,
): Promise<ReadBlocks> {
  switch (format) {
    case 'docx':
      return readDocx(name, bytes)
    case 'markdown':
      return readMarkdown(decodeText(bytes))
    case 'html':
      return readHtml(decodeText(bytes))
    case 'text':
      return readText(decodeText(bytes))
    case 'pdf': {
      // The parser is large: it is loaded when the first PDF comes.
      const { readPdf } = await import('@/lib/documents/publication/read-pdf')
      return readPdf(bytes, pdfFiles)
    }
  }
}

const NO_TITLE =
  /^(?:microsoft word|untitled|无标题|document ?\d*|文档 ?\d*|doc\d+|slide \d+|幻灯片 ?\d+)|\.(?:docx?|pdf|indd|wps|tex|pptx?|qxd|fm|html?)$/i

/** The first title that is one, as it is kept; null where the file names only itself or the program that made it. */
function titleOf(titles: readonly (string | null)[]): string | null {
  const clean = titles.map((title) =>
    cleanText(title ?? '')
      .slice(0, TITLE_MAX)
      .toWellFormed(),
  )
  return clean.find((title) => /\p{L}{2}/u.test(title) && !NO_TITLE.test(title)) ?? null
}

/**
 * A document of the library as passages, by what the file is and what it calls itself, which must agree. Nothing of it is run,
 * fetched or written. `pdfFiles` is the folder of the package pdfjs-dist. Throws PublicationFault for a file that is refused, and nothing else.
 */
export async function readPublication(file: File, { pdfFiles }: { pdfFiles: string }): Promise<Publication> {
  try {
    if (file.bytes.length > PUBLICATION_BYTES_MAX) throw new PublicationFault('too_large')
    if (file.bytes.length === 0) throw new PublicationFault('empty')
    const format = formatOf(file)
    const { titles, pages, blocks } = await readBlocks(format, file, pdfFiles)
    const passages = makePassages(blocks)
    if (passages.length === 0) throw new PublicationFault('empty')
    if (passages.length > PASSAGES_MAX) throw new PublicationFault('too_long')
    const sample = passages.slice(0, 200).map(({ text }) => text)
    return publicationSchema.parse({
      format,
      title: titleOf(titles),
      language: languageOf(sample.join('\n')),
      pages,
      passages,
    })
  } catch (error) {
    throw faultOf(error)
  }
}
