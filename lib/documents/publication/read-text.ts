import { BlockList, type ReadBlocks } from '@/lib/documents/publication/block'
import { headingLevel } from '@/lib/documents/publication/heading-level'
import { joinLines } from '@/lib/documents/publication/join-lines'

const LIST_MARK =
  /^\s*(?:[-*•·●▪◦–—]|\(?\d{1,3}[.)、）]|[（(][\d一二三四五六七八九十]{1,3}[）)]|[①-⑳]|[a-z][.)])\s*\S/
const SENTENCE_END = /[。！？；.!?;:：][”’」』）)\]"']*$/
/** Lines are broken by their writer, not by paragraphs, where the longest is no longer than this. */
const WRAPPED_MAX = 120
/** A broken line is nearly as long as the longest. */
const FULL = 0.75

/** The columns of a line: parted by tabs, or by bars. */
const cellsOf = (line: string): string[] =>
  (line.includes('\t') ? line.split('\t') : line.split('|')).map((cell) => cell.trim())
const isRow = (line: string): boolean => cellsOf(line).filter((cell) => cell !== '').length >= 2

/** Whether a line goes on in the next: it is nearly as long as the longest, and neither ends nor lists something. */
function goesOn(line: string, next: string, longest: number): boolean {
  if (longest > WRAPPED_MAX || line.length < longest * FULL || LIST_MARK.test(next)) return false
  return headingLevel(next) === null && (!SENTENCE_END.test(line) || !/^[\p{Lu}\s]/u.test(next))
}

/**
 * Plain text: paragraphs by empty lines and by lines that end before the others, headings by their numbers, tables by tabs or
 * bars. Throws PublicationFault `too_long`.
 */
export function readText(text: string): ReadBlocks {
  const list = new BlockList()
  const lines = text.split(/\r\n?|\n|\f/)
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0)
  for (let i = 0; i < lines.length; i += 1) {
    let line = (lines[i] ?? '').trimEnd()
    if (line.trim() === '') continue
    let rows = i
    while (rows < lines.length && isRow(lines[rows] ?? '')) rows += 1
    if (rows - i >= 2) {
      list.add({ kind: 'table', rows: lines.slice(i, rows).map(cellsOf), page: null })
      i = rows - 1
      continue
    }
    const level = headingLevel(line)
    if (level !== null) {
      list.add({ kind: 'heading', level, text: line, page: null })
      continue
    }
    const pieces = [line]
    for (
      let next = lines[i + 1] ?? '';
      next.trim() !== '' && goesOn(line, next, longest);
      next = lines[i + 1] ?? ''
    ) {
      i += 1
      line = next.trimEnd()
      pieces.push(line.trim())
    }
    list.add({ kind: 'paragraph', text: joinLines(pieces), page: null })
  }
  return { titles: [], pages: null, blocks: list.blocks }
}
