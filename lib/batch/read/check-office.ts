import { ItemFault, type Budget } from '@/lib/batch/read/item'
import { listNames, unzip } from '@/lib/batch/read/unzip'

/** The XML of one office file, inflated; the largest real reports need a tenth. */
const XML_BYTES_MAX = 32 * 1024 * 1024
const MACRO_NAMES = /\.(?:docm|dotm|xlsm|xltm|xlam)$/i
const MACRO_PARTS = /(?:^|\/)(?:vbaProject\.bin|vbaData\.xml|macrosheets\/)/i
const MACRO_TYPE = 'macroenabled'
/** External entities and entity bombs need a document type; office files have none. */
const DOCTYPE = /<!(?:DOCTYPE|ENTITY)/i

export type OfficeKind = 'word' | 'sheet' | 'archive'

/** What a zip file is by the parts it has. Throws ItemFault `macros`, `unsupported` or `damaged`. */
export async function officeKind(name: string, bytes: Buffer): Promise<OfficeKind> {
  if (MACRO_NAMES.test(name)) throw new ItemFault('macros')
  const names = await listNames(bytes)
  if (!names.includes('[Content_Types].xml')) return 'archive'
  if (names.some((part) => MACRO_PARTS.test(part))) throw new ItemFault('macros')
  if (names.includes('word/document.xml')) return 'word'
  if (names.includes('xl/workbook.xml')) return 'sheet'
  throw new ItemFault('unsupported')
}

/**
 * Reads every XML part of an office file once, within limits, before a library is let near it: their own unzippers
 * have none. Throws ItemFault `macros`, `forbidden_xml`, `archive_bomb`, `too_large`, `encrypted` or `damaged`.
 */
export async function checkOffice(bytes: Buffer): Promise<void> {
  const budget: Budget = { documents: 0, bytes: XML_BYTES_MAX, fileBytes: XML_BYTES_MAX }
  for await (const part of unzip(bytes, budget, (name) => /\.(?:xml|rels|vml)$/i.test(name))) {
    if ('problem' in part) throw new ItemFault(part.problem)
    const text = part.bytes.toString(part.bytes[0] === 0xff || part.bytes[1] === 0 ? 'utf16le' : 'utf8')
    if (DOCTYPE.test(text)) throw new ItemFault('forbidden_xml')
    if (part.name === '[Content_Types].xml' && text.toLowerCase().includes(MACRO_TYPE)) {
      throw new ItemFault('macros')
    }
  }
}
