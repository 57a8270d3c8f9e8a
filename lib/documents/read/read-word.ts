import { DOCUMENT_CHARACTERS_MAX } from '@/lib/documents/contract'
import { ItemFault } from '@/lib/documents/read/item'
import type { OfficeFile } from '@/lib/documents/read/open-office'

/** What is not part of the text: what was deleted or moved away, and the second form of a drawing. */
const LEFT_OUT = new Set(['del', 'moveFrom', 'Fallback'])
const BREAKS: Readonly<Record<string, string>> = { tab: '\t', br: '\n', cr: '\n', noBreakHyphen: '-' }

/**
 * The text of a Word file (ECMA-376 part 1, WordprocessingML), a line for each paragraph, read while it is inflated. Throws
 * ItemFault `text_too_long` as soon as there is too much of it.
 */
export async function readWord(office: OfficeFile): Promise<string> {
  let text = ''
  let hidden = 0
  const pieces = office.read<string>(office.main, (emit) => ({
    open: (name, _, parent) => {
      if (LEFT_OUT.has(name)) hidden += 1
      const written = parent === 'r' && hidden === 0 ? BREAKS[name] : undefined
      if (written !== undefined) emit(written)
    },
    close: (name) => {
      if (LEFT_OUT.has(name)) hidden -= 1
      if (name === 'p' && hidden === 0) emit('\n')
    },
    text: (written, element) => {
      if (element === 't' && hidden === 0) emit(written)
    },
  }))
  for await (const piece of pieces) {
    // Empty paragraphs are layout and would count as text.
    if (piece !== '\n' || !text.endsWith('\n')) text += piece
    if (text.length > DOCUMENT_CHARACTERS_MAX + 1) throw new ItemFault('text_too_long')
  }
  return text.trim()
}
