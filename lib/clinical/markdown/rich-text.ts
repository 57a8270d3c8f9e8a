import type { WriteWords } from './plain-text'
import type { Block, Cell, Inline } from './tree'

/** The only elements that are ever written. */
type Tag =
  | 'p'
  | 'blockquote'
  | 'strong'
  | 'em'
  | 'ol'
  | 'ul'
  | 'li'
  | 'table'
  | 'tr'
  | 'th'
  | 'td'
  | `h${3 | 4 | 5 | 6}`
const SPECIAL: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '<br>',
}

const escape = (text: string) => text.replace(/[&<>"\n]/g, (character) => SPECIAL[character] ?? '')
const element = (tag: Tag, content: string, attribute = '') => `<${tag}${attribute}>${content}</${tag}>`

/** The heading that a sub-heading of a part becomes: always below the heading of the part, which is of level `below`. */
export function headingLevel(level: number, below: number): number {
  return Math.min(6, below + Math.max(1, level - 2))
}

function inlineHtml(children: readonly Inline[], write: WriteWords): string {
  return children
    .map((child) => {
      if (child.type === 'words') return escape(write(child))
      return element(child.type === 'strong' ? 'strong' : 'em', inlineHtml(child.children, write))
    })
    .join('')
}

function tableHtml(rows: readonly Cell[][], write: WriteWords): string {
  const lines = rows.map((row, i) =>
    element('tr', row.map((cell) => element(i === 0 ? 'th' : 'td', inlineHtml(cell, write))).join('')),
  )
  return element('table', lines.join(''), ' border="1"')
}

/** A heading and a paragraph of plain words. */
export const richHeading = (text: string) => element('h3', escape(text))
export const richParagraph = (text: string) => element('p', escape(text))

/** Blocks as HTML for the clipboard: words escaped, no element but those of `Tag`, no attribute but numbers and a border. */
export function richText(blocks: readonly Block[], write: WriteWords): string {
  return blocks
    .map((block) => {
      switch (block.type) {
        case 'paragraph':
          return element('p', inlineHtml(block.children, write))
        case 'heading':
          return element(`h${headingLevel(block.level, 3) as 4 | 5 | 6}`, inlineHtml(block.children, write))
        case 'quote':
          return element('blockquote', richText(block.children, write))
        case 'table':
          return tableHtml(block.rows, write)
        case 'list':
          return element(
            block.ordered ? 'ol' : 'ul',
            block.items
              .map(({ number, children }) =>
                element('li', richText(children, write), block.ordered ? ` value="${number}"` : ''),
              )
              .join(''),
          )
      }
    })
    .join('')
}
