import { Parser } from 'htmlparser2'
import { BlockList, type ReadBlocks } from '@/lib/documents/publication/block'
import { raiseText } from '@/lib/documents/publication/raise-text'
import { PublicationFault } from '@/lib/documents/publication/publication-fault'

/** What is not read: programs, styles, drawings, forms, other pages, and ways to other pages. */
const LEFT_OUT = new Set(
  'script style template noscript noframes svg canvas iframe object embed audio video select option button textarea input nav dialog map'.split(
    ' ',
  ),
)
/** Elements that end a paragraph; all others stand in a line. */
const BLOCKS = new Set(
  'address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form header hr html li main ol p pre section summary table tbody td tfoot th thead tr ul h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
)
const HIDDEN_STYLE =
  /(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?(?![.\d])|font-size\s*:\s*0(?![.\d]))/i
/** Elements that hold nothing, and so are never left. */
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))
const DEPTH_MAX = 2000

const isHidden = ({ hidden, style, 'aria-hidden': aria }: Readonly<Record<string, string>>): boolean =>
  hidden !== undefined || aria === 'true' || HIDDEN_STYLE.test((style ?? '').slice(0, 2000))

/** Makes blocks of elements while they are parsed. */
class HtmlReader {
  readonly list = new BlockList()
  title: string | null = null
  /** The first of the first level. */
  heading: string | null = null
  private text = ''
  private depth = 0
  /** Depth of the element within which nothing is read; 0 for none. */
  private hiddenFrom = 0
  private inTitle = false
  /** Elements of superscript around the text. */
  private raised = 0
  private level = 0
  /** Tables within each other; a cell of the inner ones is text of the outer one. */
  private tables = 0
  private rows: string[][] = []

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (VOID.has(name)) {
      if (name === 'br') this.text += ' '
      return
    }
    this.depth += 1
    if (this.depth > DEPTH_MAX) throw new PublicationFault('damaged')
    if (this.hiddenFrom > 0) return
    if (LEFT_OUT.has(name) || isHidden(attributes)) this.hiddenFrom = this.depth
    else if (name === 'title') this.inTitle = true
    else if (name === 'sup') this.raised += 1
    else if (BLOCKS.has(name)) this.openBlock(name)
  }

  close(name: string): void {
    if (VOID.has(name)) return
    if (this.hiddenFrom === this.depth) this.hiddenFrom = 0
    else if (this.hiddenFrom === 0) {
      if (name === 'title') this.inTitle = false
      else if (name === 'sup') this.raised -= 1
      else if (BLOCKS.has(name)) this.closeBlock(name)
    }
    this.depth -= 1
  }

  say(text: string): void {
    if (this.hiddenFrom > 0) return
    if (this.inTitle) this.title = (this.title ?? '') + text
    else this.text += this.raised > 0 ? raiseText(text) : text
  }

  end(): void {
    this.tables = 0
    this.endParagraph()
  }

  private openBlock(name: string): void {
    if (this.tables > 0) {
      this.text += ' '
      if (name === 'table') this.tables += 1
      if (this.tables === 1 && name === 'tr') this.rows.push([])
      if (this.tables === 1 && (name === 'td' || name === 'th')) this.text = ''
      return
    }
    this.endParagraph()
    if (name === 'table') {
      this.tables = 1
      this.rows = []
    }
    this.level = /^h[1-6]$/.test(name) ? Number(name[1]) : 0
  }

  private closeBlock(name: string): void {
    if (this.tables === 0) {
      this.endParagraph()
      this.level = 0
    } else if (name === 'table') {
      this.tables -= 1
      if (this.tables === 0) this.endTable()
    } else if (this.tables === 1 && (name === 'td' || name === 'th')) {
      this.rows.at(-1)?.push(this.text)
      this.text = ''
    } else if (this.tables === 1 && name === 'caption') {
      this.list.add({ kind: 'paragraph', text: this.text, page: null })
      this.text = ''
    }
  }

  private endParagraph(): void {
    const { text, level } = this
    if (level === 1) this.heading ??= text
    if (level > 0) this.list.add({ kind: 'heading', level, text, page: null })
    else this.list.add({ kind: 'paragraph', text, page: null })
    this.text = ''
  }

  /** A table of one column only places what stands in it. */
  private endTable(): void {
    const { rows } = this
    this.text = ''
    if (rows.some((row) => row.length > 1)) this.list.add({ kind: 'table', rows, page: null })
    else for (const text of rows.flat()) this.list.add({ kind: 'paragraph', text, page: null })
  }
}

/**
 * HTML as text: headings, paragraphs and tables by their elements; what the page hides, and whatever runs, draws, asks or
 * leads elsewhere, is left out. Nothing is fetched. Throws PublicationFault `too_long`, or `damaged` for elements nested
 * without end.
 */
export function readHtml(source: string): ReadBlocks {
  const reader = new HtmlReader()
  const parser = new Parser({
    onopentag: (name, attributes) => {
      reader.open(name, attributes)
    },
    onclosetag: (name) => {
      reader.close(name)
    },
    ontext: (text) => {
      reader.say(text)
    },
  })
  parser.write(source)
  parser.end()
  reader.end()
  return { titles: [reader.title, reader.heading], pages: null, blocks: reader.list.blocks }
}
