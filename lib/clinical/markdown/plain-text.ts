import { wordsOf, type Block, type Cell, type Inline, type Words } from './tree'

/** How words are written: with a full name behind an abbreviation, hidden characters shown, or as they are. */
export type WriteWords = (words: Words) => string

const asIs: WriteWords = ({ text }) => text
const CHINESE = /[\u4e00-\u9fff]/

function line(children: readonly Inline[], write: WriteWords): string {
  return wordsOf(children).map(write).join('').trim()
}

/** One line a row: 疾病：…；支持：… */
function tableLines(rows: readonly Cell[][], write: WriteWords): string[] {
  const texts = rows.map((row) => row.map((cell) => line(cell, write).replaceAll('\n', ' ')))
  const [head = [], ...body] = texts
  const [colon, stop] = CHINESE.test(texts.flat().join('')) ? ['：', '；'] : [': ', '; ']
  if (body.length === 0) return [head.join(stop)]
  return body.map((row) =>
    row
      .map((cell, i) => (cell === '' || !head[i] ? cell : `${head[i]}${colon}${cell}`))
      .filter((cell) => cell !== '')
      .join(stop),
  )
}

const indent = (text: string, by: string) => text.replaceAll('\n', `\n${by}`)

/**
 * Blocks as text for a record that knows no format: one block a line, lists numbered or dotted and indented, a table row
 * as `head：cell；head：cell`.
 */
export function plainText(blocks: readonly Block[], write: WriteWords = asIs): string {
  const lines = blocks.flatMap((block) => {
    if (block.type === 'table') return tableLines(block.rows, write)
    if (block.type === 'quote') return [plainText(block.children, write)]
    if (block.type !== 'list') return [line(block.children, write)]
    return block.items.map(({ number, children }) => {
      const mark = block.ordered ? `${number}. ` : '· '
      return mark + indent(plainText(children, write), ' '.repeat(mark.length))
    })
  })
  return lines.filter((text) => text !== '').join('\n')
}

/** Only the words, one block, item or cell a line: what the mechanism is read from. */
export function bareText(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block) => {
      if (block.type === 'list') return block.items.map(({ children }) => bareText(children))
      if (block.type === 'quote') return [bareText(block.children)]
      if (block.type === 'table') return block.rows.flat().map((cell) => line(cell, asIs))
      return [line(block.children, asIs)]
    })
    .filter((text) => text !== '')
    .join('\n')
}
