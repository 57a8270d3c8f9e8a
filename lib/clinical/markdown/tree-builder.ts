import type { Event, Token, TokenType } from 'micromark-util-types'
import type { Block, Inline, ListItem } from './tree'

type Step = (this: TreeBuilder, token: Token) => void

/** Builds our tree from the events of micromark 4. All that is shown is slices of the source, which stands at `base` in its part. */
export class TreeBuilder {
  readonly blocks: Block[] = []
  /** Where blocks go: the innermost list item or quotation last. */
  private readonly containers: Block[][] = [this.blocks]
  private readonly lists: { items: ListItem[]; written: number | null }[] = []
  /** Where words go; empty outside of inline content. */
  private readonly inlines: Inline[][] = []

  constructor(
    private readonly source: string,
    private readonly base: number,
  ) {}

  read([kind, token]: Event): void {
    const step = (kind === 'enter' ? ENTER : EXIT)[token.type]
    step?.call(this, token)
  }

  private slice(token: Token): string {
    return this.source.slice(token.start.offset, token.end.offset)
  }

  private add(block: Block): void {
    this.containers.at(-1)?.push(block)
  }

  openParagraph(): void {
    const children: Inline[] = []
    this.add({ type: 'paragraph', children })
    this.inlines.push(children)
  }

  openHeading(token: Token): void {
    const children: Inline[] = []
    this.add({ type: 'heading', level: /^#+/.exec(this.slice(token))?.[0].length ?? 1, children })
    this.inlines.push(children)
  }

  openSpan(type: 'strong' | 'emphasis'): void {
    const children: Inline[] = []
    this.inlines.at(-1)?.push({ type, children })
    this.inlines.push(children)
  }

  closeInline(): void {
    this.inlines.pop()
  }

  /** Words that follow each other in the source become one, so that a mark across them stays in one piece. */
  say(token: Token): void {
    const into = this.inlines.at(-1)
    const text = this.slice(token)
    if (!into || text === '') return
    const start = this.base + token.start.offset
    const last = into.at(-1)
    if (last?.type === 'words' && last.start + last.text.length === start) last.text += text
    else into.push({ type: 'words', text, start })
  }

  openList(ordered: boolean): void {
    const items: ListItem[] = []
    this.add({ type: 'list', ordered, items })
    this.lists.push({ items, written: null })
  }

  /** The parser has no token for a whole item: one ends where the next begins. */
  openItem(): void {
    const items = this.lists.at(-1)?.items
    if (!items) return
    if (items.length > 0) this.containers.pop()
    const item = { number: (items.at(-1)?.number ?? 0) + 1, children: [] }
    items.push(item)
    this.containers.push(item.children)
  }

  /** The number as it is written; where the one before is written again, as in 1. 1. 1., they are counted. */
  number(token: Token): void {
    const list = this.lists.at(-1)
    const item = list?.items.at(-1)
    const written = Number(this.slice(token))
    if (!list || !item) return
    if (written !== list.written) item.number = written
    list.written = written
  }

  closeList(): void {
    if ((this.lists.pop()?.items.length ?? 0) > 0) this.containers.pop()
  }

  openQuote(): void {
    const children: Block[] = []
    this.add({ type: 'quote', children })
    this.containers.push(children)
  }

  closeQuote(): void {
    this.containers.pop()
  }

  openTable(): void {
    this.add({ type: 'table', rows: [] })
  }

  openRow(): void {
    const table = this.containers.at(-1)?.at(-1)
    if (table?.type === 'table') table.rows.push([])
  }

  openCell(): void {
    const table = this.containers.at(-1)?.at(-1)
    const cell: Inline[] = []
    if (table?.type === 'table') table.rows.at(-1)?.push(cell)
    this.inlines.push(cell)
  }
}

const paragraph: Step = function () {
  this.openParagraph()
}
const cell: Step = function () {
  this.openCell()
}
const closeInline: Step = function () {
  this.closeInline()
}
const closeList: Step = function () {
  this.closeList()
}
const say: Step = function (token) {
  this.say(token)
}

const ENTER: Partial<Record<TokenType, Step>> = {
  paragraph,
  codeFenced: paragraph,
  atxHeading(token) {
    this.openHeading(token)
  },
  strong() {
    this.openSpan('strong')
  },
  emphasis() {
    this.openSpan('emphasis')
  },
  listOrdered() {
    this.openList(true)
  },
  listUnordered() {
    this.openList(false)
  },
  blockQuote() {
    this.openQuote()
  },
  listItemPrefix() {
    this.openItem()
  },
  table() {
    this.openTable()
  },
  tableRow() {
    this.openRow()
  },
  tableHeader: cell,
  tableData: cell,
}

const EXIT: Partial<Record<TokenType, Step>> = {
  paragraph: closeInline,
  codeFenced: closeInline,
  atxHeading: closeInline,
  strong: closeInline,
  emphasis: closeInline,
  tableHeader: closeInline,
  tableData: closeInline,
  blockQuote() {
    this.closeQuote()
  },
  listOrdered: closeList,
  listUnordered: closeList,
  listItemValue(token) {
    this.number(token)
  },
  data: say,
  lineEnding: say,
  characterEscapeValue: say,
  codeTextData: say,
  codeFlowValue: say,
}
