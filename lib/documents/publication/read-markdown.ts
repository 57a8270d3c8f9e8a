import { BlockList, type ReadBlocks } from '@/lib/documents/publication/block'
import { raiseText } from '@/lib/documents/publication/raise-text'
import { joinLines } from '@/lib/documents/publication/join-lines'

const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+|$)/
const CLOSING = /[ \t]#+$/
const UNDERLINE = /^ {0,3}(=+|-+)[ \t]*$/
const RULE = /^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$/
const FENCE = /^ {0,3}(`{3,}|~{3,})/
const ITEM = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/
const QUOTE = /^ {0,3}>[ \t]?/
const DELIMITERS = /^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$/
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g
/** Longest line that is looked at for marks: the patterns below are bounded, and a line is nearly always a paragraph. */
const MARKED_MAX = 20_000

/** What stands for itself instead of its marks: links, pictures, code, emphasis, elements of HTML, escapes. */
const INLINE: readonly (readonly [RegExp, string])[] = [
  [/!\[([^\]\n]{0,300})\]\([^)\s]{0,500}(?: "[^"\n]{0,200}")?\)/g, '$1'],
  [/\[([^\]\n]{0,300})\]\([^)\s]{0,500}(?: "[^"\n]{0,200}")?\)/g, '$1'],
  [/<br ?\/?>/gi, ' '],
  [/<\/?[a-z][a-z0-9-]{0,20}(?: [^<>\n]{0,300})?\/?>/gi, ''],
  [/(`{1,3})([^`\n]{1,500})\1/g, '$2'],
  // CYP2C19*2 / *3 is no emphasis.
  [/(?<![*\\])(\*{1,3})(?![\s*\d])([^*\n]{0,1000}[^*\s\\])\1(?!\*)/g, '$2'],
  [/(?<![\p{L}\p{N}_\\])(_{1,3})(?![\s_])([^_\n]{0,1000}[^_\s\\])\1(?![\p{L}\p{N}_])/gu, '$2'],
  [/\\([!-/:-@[-`{-~])/g, '$1'],
]

const RAISED = /<sup>([^<\n]{1,40})<\/sup>/gi

/** The words of a line without its marks. */
function wordsOf(line: string): string {
  if (line.length > MARKED_MAX) return line.trim()
  const raised = line.replace(RAISED, (_, text: string) => raiseText(text))
  return INLINE.reduce((text, [mark, instead]) => text.replace(mark, instead), raised).trim()
}

/** The cells of a row: parted by bars that no backslash escapes. */
function cellsOf(line: string): string[] {
  const bare = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return bare.split(/(?<!\\)\|/).map((cell) => wordsOf(cell.replaceAll('\\|', '|')))
}

/** The title in the lines between `---` at the beginning, and how many lines those are. */
function frontMatter(lines: readonly string[]): { title: string | null; length: number } {
  const end =
    lines[0] === '---' ? lines.slice(1, 100).findIndex((line) => /^(?:---|\.\.\.)\s*$/.test(line)) : -1
  if (end < 0) return { title: null, length: 0 }
  const title = lines
    .slice(1, end + 1)
    .map((line) => /^title: *["']?(.{1,300}?)["']?\s*$/.exec(line)?.[1])
    .find((found) => found !== undefined)
  return { title: title ?? null, length: end + 2 }
}

/** Goes through the lines of a Markdown file once. */
class MarkdownReader {
  readonly list = new BlockList()
  title: string | null = null
  private paragraph: string[] = []
  private fence = ''

  constructor(private readonly lines: readonly string[]) {}

  /** Reads what begins at a line; returns the line behind it. */
  read(at: number): number {
    const line = (this.lines[at] ?? '').replace(QUOTE, '')
    const fence = FENCE.exec(line)?.[1] ?? ''
    if (this.fence !== '' || fence !== '') {
      this.close()
      if (this.fence === '') this.fence = fence
      else if (fence.startsWith(this.fence)) this.fence = ''
      else this.list.add({ kind: 'paragraph', text: line, page: null })
      return at + 1
    }
    const next = this.lines[at + 1] ?? ''
    const hashes = HEADING.exec(line)
    if (hashes) {
      this.addHeading(hashes[1]?.length ?? 1, line.slice(hashes[0].length).trim().replace(CLOSING, ''))
    } else if (line.includes('|') && DELIMITERS.test(next)) return this.readTable(at)
    else if (line.trim() === '' || RULE.test(line)) this.close()
    else if (this.paragraph.length === 0 && UNDERLINE.test(next) && !ITEM.test(line)) {
      this.addHeading(next.includes('=') ? 1 : 2, line)
      return at + 2
    } else this.say(line)
    return at + 1
  }

  close(): void {
    if (this.paragraph.length > 0) {
      this.list.add({ kind: 'paragraph', text: joinLines(this.paragraph), page: null })
    }
    this.paragraph = []
  }

  private addHeading(level: number, text: string): void {
    this.close()
    const words = wordsOf(text)
    if (level === 1) this.title ??= words
    this.list.add({ kind: 'heading', level, text: words, page: null })
  }

  private say(line: string): void {
    if (ITEM.test(line)) this.close()
    this.paragraph.push(wordsOf(line.replace(/^[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?/, '')))
  }

  private readTable(at: number): number {
    this.close()
    let end = at + 2
    while (end < this.lines.length && (this.lines[end] ?? '').includes('|')) end += 1
    const rows = [this.lines[at] ?? '', ...this.lines.slice(at + 2, end)].map(cellsOf)
    this.list.add({ kind: 'table', rows, page: null })
    return end
  }
}

/**
 * Markdown: headings, paragraphs, items of lists and tables without their marks. A line reader, linear whatever the text is;
 * what it does not know stays text. Throws PublicationFault `too_long`.
 */
export function readMarkdown(text: string): ReadBlocks {
  const lines = text.replace(COMMENT, '').split('\n')
  const { title, length } = frontMatter(lines)
  const reader = new MarkdownReader(lines)
  for (let at = length; at < lines.length;) at = reader.read(at)
  reader.close()
  return { titles: [title, reader.title], pages: null, blocks: reader.list.blocks }
}
