import { PublicationFault } from '@/lib/documents/publication/publication-fault'

/** A part of a document as its reader found it, in reading order. Text may still hold hidden characters and runs of blanks. */
export type Block =
  | { kind: 'heading'; level: number; text: string; page: number | null }
  | { kind: 'paragraph'; text: string; page: number | null }
  /** The first row is the head. */
  | { kind: 'table'; rows: readonly (readonly string[])[]; page: number | null }

/** What a reader of one form hands on. */
export interface ReadBlocks {
  /** What may be its title, the likeliest first. */
  titles: (string | null)[]
  pages: number | null
  blocks: Block[]
}

/** Characters of text in one document: two thousand pages of four thousand. */
const CHARACTERS_MAX = 8_000_000

/** Blocks while a document is read. Throws PublicationFault `too_long` as soon as there is too much of it. */
export class BlockList {
  readonly blocks: Block[] = []
  private characters = 0

  add(block: Block): void {
    const texts = block.kind === 'table' ? block.rows.flat() : [block.text]
    // A block costs something even where it is empty.
    this.characters += texts.reduce((sum, { length }) => sum + length, 1)
    if (this.characters > CHARACTERS_MAX) throw new PublicationFault('too_long')
    if (texts.some((text) => text.trim() !== '')) this.blocks.push(block)
  }
}
