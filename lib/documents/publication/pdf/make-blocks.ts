import type { Block } from '@/lib/documents/publication/block'
import { headingLevel, isHeadingLength } from '@/lib/documents/publication/heading-level'
import { joinLines } from '@/lib/documents/publication/join-lines'
import { findTables, type Piece } from '@/lib/documents/publication/pdf/find-tables'
import { Hyphenation } from '@/lib/documents/publication/pdf/hyphenation'
import { splitBoxes } from '@/lib/documents/publication/pdf/split-boxes'
import { lineText, type Line, type Region } from '@/lib/documents/publication/pdf/run'

/** A font this many times as large as that of the text makes a heading. */
const LARGER = 1.12
/** Lines of one paragraph differ less than this in the size of their font. */
const SAME_SIZE = 0.08
const LIST_MARK =
  /^(?:[-*•·●▪◦–—]\s|[（(]?\d{1,3}[.)、）．]\s?(?!\d)|[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳]|\[\d{1,3}\])/
const ENDS = /[。！？；.!?;:：][”’」』）)\]"']*$/
/** The dots between an entry of a table of contents and its page. */
const CONTENTS = /(?:\.{4,}|(?:\. ){4,}|…{2,}|·{4,}|_{4,})\s*(?:\d{1,4}|[ivxlc]{1,6})?\s*$/i

/** A line with what is around it. */
interface Placed {
  line: Line
  text: string
  region: Region
  /** The line before it in the same region. */
  before: Line | null
}

interface Paragraph {
  placed: Placed[]
  /** Of its first line: by its number, where it is a heading by that; whether size or font make it one. */
  number: number | null
  rank: number
}

/** The size and the font of most characters of a document. */
function usual<T>(regions: readonly Region[], of: (line: Line) => T): T | undefined {
  const weights = new Map<T, number>()
  for (const line of regions.flatMap(({ lines }) => lines)) {
    const length = line.runs.reduce((sum, { text }) => sum + text.length, 0)
    weights.set(of(line), (weights.get(of(line)) ?? 0) + length)
  }
  return [...weights].toSorted((a, b) => b[1] - a[1])[0]?.[0]
}

const rounded = (size: number): number => Math.round(size * 2) / 2

const edgeKey = ({ x0 }: Region): number => Math.round(x0 / 4)

/** Blocks of the regions of a document in their order. */
class BlockMaker {
  private readonly size: number
  private readonly font: string
  /** Sizes of headings, the largest first. */
  private readonly ranks: number[]
  private readonly hyphenation: Hyphenation
  /** The right edge of columns by their left one: a column of few lines may have no long one. */
  private readonly edges: ReadonlyMap<number, number>
  private readonly done: (Paragraph | { rows: string[][]; page: number })[] = []
  private open: Paragraph | null = null

  constructor(private readonly regions: readonly Region[]) {
    this.size = usual(regions, ({ size }) => rounded(size)) ?? 10
    this.font = usual(regions, ({ font }) => font) ?? ''
    const sizes = regions.flatMap(({ lines }) => lines.map(({ size }) => rounded(size)))
    this.ranks = [...new Set(sizes)].filter((size) => size >= this.size * LARGER).toSorted((a, b) => b - a)
    const columns = Map.groupBy(regions, edgeKey)
    this.edges = new Map(
      [...columns].map(([key, alike]) => [key, alike.reduce((most, { x1 }) => Math.max(most, x1), 0)]),
    )
    this.hyphenation = new Hyphenation(this.allTexts())
  }

  make(): Block[] {
    for (const region of this.regions) {
      for (const piece of findTables(region.lines, region.rules)) this.takePiece(piece, region)
    }
    this.close()
    return this.blocks()
  }

  private takePiece(piece: Piece, region: Region): void {
    if ('lines' in piece) {
      for (const part of splitBoxes(piece.lines, region)) this.takeLines(part)
      return
    }
    this.close()
    this.done.push({ rows: piece.rows, page: region.page })
  }

  private takeLines(region: Region): void {
    let before: Line | null = null
    for (const line of region.lines) {
      const text = lineText(line).trim()
      if (!CONTENTS.test(text)) this.take({ line, text, region, before })
      before = line
    }
  }

  private *allTexts(): Generator<string> {
    for (const { lines } of this.regions) for (const line of lines) yield lineText(line)
  }

  private take(placed: Placed): void {
    const heading = this.headingOf(placed)
    if (this.open && !this.beginsParagraph(placed, this.open, heading !== null)) this.open.placed.push(placed)
    else {
      this.close()
      this.open = { placed: [placed], number: heading?.number ?? null, rank: heading?.rank ?? -1 }
    }
  }

  private close(): void {
    if (this.open) this.done.push(this.open)
    this.open = null
  }

  /** What makes a line a heading: its size, its number, or a font of its own on a line of its own. */
  private headingOf({ line, text, region, before }: Placed): { number: number | null; rank: number } | null {
    if (!isHeadingLength(text) || /[。；;，,]$/.test(text)) return null
    const larger = line.size >= this.size * LARGER
    const own = line.font !== this.font
    const short = line.x1 - region.x0 < (region.x1 - region.x0) * 0.9
    const number = headingLevel(text, { sure: larger || own })
    if (larger && /\p{L}{2}/u.test(text)) return { number, rank: this.ranks.indexOf(rounded(line.size)) }
    const apart = before === null || line.y - before.y > region.leading * 1.2
    if (number !== null && (short || own || apart) && line.size >= this.size * (1 - SAME_SIZE)) {
      return { number, rank: this.ranks.length }
    }
    return null
  }

  /** Whether a line begins something new behind the paragraph that is open. */
  private beginsParagraph(
    { line, text, region, before }: Placed,
    open: Paragraph,
    heading: boolean,
  ): boolean {
    const last = open.placed.at(-1)
    if (!last) return true
    const sameSize = Math.abs(line.size - last.line.size) <= last.line.size * SAME_SIZE
    if (open.rank >= 0) {
      // A heading of two lines: the second is as large, and close.
      const near = before === last.line && line.y - before.y < line.size * 1.7
      return !(
        near &&
        sameSize &&
        open.rank < this.ranks.length &&
        headingLevel(text, { sure: true }) === null
      )
    }
    if (heading || LIST_MARK.test(text) || !sameSize) return true
    const { x0, leading } = last.region
    const x1 = this.edges.get(edgeKey(last.region)) ?? last.region.x1
    const em = line.size
    const full = last.line.x1 > x1 - em * 2.5
    if (before === null || last.region !== region) {
      if (region.apart || last.region.apart) return true
      const indented = line.x0 > region.x0 + em * 1.2
      return ENDS.test(last.text) || indented || (!full && last.region.lines.length > 1)
    }
    if (line.y - before.y > Math.max(leading * 1.35, em * 1.3)) return true
    // Program text or a lead in another font, on lines of its own.
    if (line.font !== last.line.font && !full) return true
    const indented = line.x0 > x0 + em * 1.2 && last.line.x0 < x0 + em * 0.7
    return (indented && !LIST_MARK.test(open.placed[0]?.text ?? '')) || (!full && ENDS.test(last.text))
  }

  private textOf({ placed }: Paragraph): string {
    const texts: string[] = []
    for (const { text } of placed) {
      const mended = this.hyphenation.mend(texts.at(-1) ?? '', text)
      if (mended === null) texts.push(text)
      else texts[texts.length - 1] = mended
    }
    return joinLines(texts)
  }

  /** Levels by size first, within one size by the numbers; a heading without a number is on the level of the outermost of its size. */
  private blocks(): Block[] {
    const outermost = new Map<number, number>()
    for (const one of this.done) {
      if (!('placed' in one) || one.number === null) continue
      outermost.set(one.rank, Math.min(outermost.get(one.rank) ?? Infinity, one.number))
    }
    return this.done.map((one) => {
      if ('rows' in one) return { kind: 'table', rows: one.rows, page: one.page }
      const page = one.placed[0]?.region.page ?? null
      const text = this.textOf(one)
      if (one.rank < 0) return { kind: 'paragraph', text, page }
      const number = one.number ?? outermost.get(one.rank) ?? 0
      return { kind: 'heading', level: 1 + one.rank * 10 + number, text, page }
    })
  }
}

/** Blocks of the regions of a document: headings, paragraphs and tables, with the page where each begins. */
export function makeBlocks(regions: readonly Region[]): Block[] {
  return new BlockMaker(regions).make()
}
