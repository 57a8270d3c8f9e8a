import { BlockList, type Block, type ReadBlocks } from '@/lib/documents/publication/block'
import { cleanText } from '@/lib/documents/publication/clean-text'
import { headingLevel } from '@/lib/documents/publication/heading-level'
import { raiseText } from '@/lib/documents/publication/raise-text'
import { outlineLevel, readWordStyles, type WordStyle } from '@/lib/documents/publication/word-styles'
import { ItemFault } from '@/lib/documents/read/item'
import { openOffice, type OfficeFile } from '@/lib/documents/read/open-office'

/** What is not part of the text: what was deleted or moved away, and the second form of a drawing. */
const LEFT_OUT = new Set(['del', 'moveFrom', 'Fallback'])
const BREAKS: Readonly<Record<string, string>> = { tab: '\t', br: ' ', cr: ' ', noBreakHyphen: '-' }
const COLUMNS_MAX = 63

interface Cell {
  text: string
  /** Columns it takes. */
  span: number
  /** It goes on from the row above. */
  merged: boolean
}

/** Rows with merged cells written out: a cell over several rows stands in each of them, one over several columns in the first. */
function writtenOut(rows: readonly (readonly Cell[])[]): string[][] {
  let above: string[] = []
  return rows.map((row) => {
    const texts: string[] = []
    for (const { text, span, merged } of row) {
      texts.push(merged ? (above[texts.length] ?? '') : text)
      for (let column = 1; column < span; column += 1) texts.push('')
    }
    above = texts
    return texts
  })
}

/** Makes blocks of the elements of WordprocessingML (ECMA-376 part 1, 17) while they are inflated. */
class WordReader {
  title: string | null = null
  private hidden = 0
  private text = ''
  /** Of the run: hidden, or superscript. */
  private vanished = false
  private raised = false
  private style: WordStyle = 'text'
  /** Tables within each other; the inner ones are text of the cell of the outer one. */
  private tables = 0
  private rows: Cell[][] = []

  constructor(
    private readonly styleOf: (id: string) => WordStyle,
    private readonly emit: (block: Block) => void,
  ) {}

  open(name: string, attributes: Readonly<Record<string, string>>, parent: string): void {
    if (LEFT_OUT.has(name)) this.hidden += 1
    if (this.hidden > 0) return
    const value = attributes['w:val']
    if (parent === 'r') this.text += BREAKS[name] ?? ''
    if (name === 'r') Object.assign(this, { vanished: false, raised: false })
    else if (name === 'vertAlign') this.raised = value === 'superscript'
    else if (name === 'vanish') this.vanished = value !== '0' && value !== 'false'
    else if (name === 'p' && this.tables === 0) this.style = 'text'
    else if (name === 'pStyle') this.style = this.styleOf(value ?? '')
    else if (name === 'outlineLvl' && parent === 'pPr') this.setLevel(value)
    else if (name === 'tbl') this.openTable()
    else if (this.tables === 1) this.openCell(name, value)
  }

  close(name: string): void {
    if (LEFT_OUT.has(name)) this.hidden -= 1
    else if (this.hidden > 0) return
    else if (name === 'p') this.closeParagraph()
    else if (name === 'tbl') this.closeTable()
    else if (name === 'tc' && this.tables === 1) {
      const cell = this.rows.at(-1)?.at(-1)
      if (cell) cell.text = this.text
      this.text = ''
    }
  }

  say(text: string, element: string): void {
    if (element !== 't' || this.hidden > 0 || this.vanished) return
    this.text += this.raised ? raiseText(text) : text
  }

  private setLevel(value: string | undefined): void {
    const level = outlineLevel(value)
    if (level !== null) this.style = { level }
  }

  private openTable(): void {
    if (this.tables === 0) {
      this.rows = []
      this.text = ''
    }
    this.tables += 1
  }

  private openCell(name: string, value: string | undefined): void {
    const row = this.rows.at(-1)
    const cell = row?.at(-1)
    if (name === 'tr') this.rows.push([])
    else if (name === 'tc') row?.push({ text: '', span: 1, merged: false })
    else if (name === 'gridSpan' && cell) cell.span = Math.min(COLUMNS_MAX, Math.max(1, Number(value) || 1))
    else if (name === 'vMerge' && cell) cell.merged = value !== 'restart'
  }

  private closeParagraph(): void {
    if (this.tables > 0) {
      this.text += ' '
      return
    }
    const { text, style } = this
    this.text = ''
    if (style === 'contents') return
    if (style === 'title') this.title ??= text
    const level =
      typeof style === 'object' ? style.level : style === 'title' ? 1 : headingLevel(cleanText(text))
    this.emit(
      level === null ? { kind: 'paragraph', text, page: null } : { kind: 'heading', level, text, page: null },
    )
  }

  /** A table of one column only frames what stands in it. */
  private closeTable(): void {
    this.tables -= 1
    if (this.tables > 0) return
    const rows = writtenOut(this.rows)
    this.text = ''
    if (rows.some((row) => row.length > 1)) this.emit({ kind: 'table', rows, page: null })
    else for (const text of rows.flat()) this.emit({ kind: 'paragraph', text, page: null })
  }
}

/** The title of the core properties (ECMA-376 part 2, 11). */
async function coreTitle(office: OfficeFile): Promise<string | null> {
  let title = ''
  const parts = office.read<never>('docProps/core.xml', () => ({
    text: (text, element) => {
      if (element === 'title' && title.length < 1000) title += text
    },
  }))
  while (!(await parts.next()).done);
  return title.trim() === '' ? null : title
}

/**
 * A Word file: headings by their styles, outline levels and numbers, paragraphs, and tables row by row. Read while it is
 * inflated. Throws ItemFault as the readers of uploads do, and PublicationFault `too_long`.
 */
export async function readDocx(name: string, bytes: Buffer): Promise<ReadBlocks> {
  const office = await openOffice(name, bytes)
  if (office.kind !== 'word') throw new ItemFault('unsupported')
  const styleOf = await readWordStyles(office)
  const list = new BlockList()
  let reader: WordReader | undefined
  const blocks = office.read<Block>(office.main, (emit) => {
    const made = new WordReader(styleOf, emit)
    reader = made
    return {
      open: (element, attributes, parent) => {
        made.open(element, attributes, parent)
      },
      close: (element) => {
        made.close(element)
      },
      text: (text, element) => {
        made.say(text, element)
      },
    }
  })
  for await (const block of blocks) list.add(block)
  const titles = [await coreTitle(office), reader?.title ?? null]
  return { titles, pages: null, blocks: list.blocks }
}
