import { QUESTION_MAX_CHARACTERS } from '@/lib/consult/pure/limits'

/** Files that are text by their name. */
const NAMES = /\.(?:txt|csv|tsv|md)$/i
/** Bytes of the longest question in the widest encoding. */
const MAX_BYTES = QUESTION_MAX_CHARACTERS * 4

/** Text of a file in UTF-8, or else in the encoding of Chinese Windows. */
function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** The text of a report that was dropped on the box, with plain line ends; null for a file that is no text or too long. */
export async function readReport(file: File): Promise<string | null> {
  const isText = file.type.startsWith('text/') || NAMES.test(file.name)
  if (!isText || file.size > MAX_BYTES) return null
  const text = decode(await file.arrayBuffer())
    .replace(/\r\n?/g, '\n')
    .trim()
  const binary = text.includes('\0')
  return binary || text.length > QUESTION_MAX_CHARACTERS ? null : text
}
