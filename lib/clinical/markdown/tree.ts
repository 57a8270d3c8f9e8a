/** Words of a part: a slice of its source, so that marks by place in the source can be set on it. */
export interface Words {
  type: 'words'
  text: string
  /** Where `text` stands in the source of the part, in UTF-16 code units. */
  start: number
}
export type Inline = Words | { type: 'strong' | 'emphasis'; children: Inline[] }

export interface ListItem {
  /** In an ordered list the number that the source writes; counted where it writes the same one again. */
  number: number
  children: Block[]
}
export type Cell = Inline[]
export type Block =
  | { type: 'paragraph'; children: Inline[] }
  | { type: 'heading'; level: number; children: Inline[] }
  | { type: 'quote'; children: Block[] }
  | { type: 'list'; ordered: boolean; items: ListItem[] }
  /** The first row is the head. */
  | { type: 'table'; rows: Cell[][] }

/** The words of inline content in their order. */
export function wordsOf(children: readonly Inline[]): Words[] {
  return children.flatMap((child) => (child.type === 'words' ? [child] : wordsOf(child.children)))
}

/** All words of a tree in their order. */
export function blockWords(blocks: readonly Block[]): Words[] {
  return blocks.flatMap((block) => {
    if (block.type === 'list') return block.items.flatMap(({ children }) => blockWords(children))
    if (block.type === 'quote') return blockWords(block.children)
    return wordsOf(block.type === 'table' ? block.rows.flat(2) : block.children)
  })
}

/** A stretch of the source of a part, in UTF-16 code units. */
export interface Extent {
  start: number
  end: number
}

/** From the first word of a block to behind its last; empty where it has none. */
export function blockExtent(block: Block): Extent {
  const words = blockWords([block])
  const last = words.at(-1)
  return { start: words[0]?.start ?? 0, end: last ? last.start + last.text.length : 0 }
}
