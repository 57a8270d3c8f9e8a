import { closersOf, withoutUndecided } from './open-tail'
import { parseBlock } from './parse-block'
import { splitBlocks } from './split-blocks'
import type { Block } from './tree'

/** Blocks that are read one by one; what follows is read as one, or is over the limits and stays text. */
const BLOCKS_MAX = 200

/** Reads a part of an answer again and again while it grows. A block that has ended is parsed once. */
export class PartReader {
  private readonly known = new Map<number, { source: string; blocks: Block[] }>()

  private block(source: string, start: number): Block[] {
    const known = this.known.get(start)
    if (known?.source === source) return known.blocks
    const blocks = parseBlock(source, start)
    this.known.set(start, { source, blocks })
    return blocks
  }

  /** The blocks of the part. While it is `writing`, its end shows nothing that the next characters may take back. */
  read(text: string, writing = false): Block[] {
    const shown = writing ? withoutUndecided(text) : text
    const starts = splitBlocks(shown).slice(0, BLOCKS_MAX)
    return starts.flatMap((start, i) => {
      const next = starts[i + 1]
      if (next !== undefined || !writing) return this.block(shown.slice(start, next), start)
      const last = shown.slice(start).trimEnd()
      return parseBlock(last, start, closersOf(last))
    })
  }
}

/** The blocks of a part that is finished. */
export function parsePart(text: string): Block[] {
  return new PartReader().read(text)
}
