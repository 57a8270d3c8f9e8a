import type { OfficeFile } from '@/lib/documents/read/open-office'

/** What a paragraph style makes of a paragraph: a heading of a level, the title, an entry of the table of contents, or text. */
export type WordStyle = { level: number } | 'title' | 'contents' | 'text'

interface Written {
  name: string
  basedOn: string
  level: number | null
}

const HEADING = /^(?:heading|标题) ?([1-9])$/i
const CHAIN_MAX = 20

/** The kind of a style by its name, else by its outline level, else by the style it is based on. */
function kindOf(id: string, styles: ReadonlyMap<string, Written>): WordStyle {
  let style = styles.get(id)
  for (let step = 0; style && step < CHAIN_MAX; step += 1) {
    const { name, level, basedOn } = style
    const heading = HEADING.exec(name)?.[1]
    if (heading !== undefined) return { level: Number(heading) }
    if (/^(?:title|标题)$/i.test(name)) return 'title'
    if (/^(?:toc|目录) ?\d$/i.test(name)) return 'contents'
    if (level !== null) return { level }
    style = styles.get(basedOn)
  }
  return 'text'
}

/** The outline level that `w:outlineLvl` writes, from 1; null for 9, which is text (ECMA-376 part 1, 17.3.1.20). */
export function outlineLevel(value: string | undefined): number | null {
  const level = Number(value)
  return value !== undefined && Number.isInteger(level) && level >= 0 && level < 9 ? level + 1 : null
}

/** The paragraph styles of a Word file by their ids. */
export async function readWordStyles(office: OfficeFile): Promise<(id: string) => WordStyle> {
  const styles = new Map<string, Written>()
  let id = ''
  const parts = office.read<never>('word/styles.xml', () => ({
    open: (name, attributes) => {
      const value = attributes['w:val']
      if (name === 'style') {
        id = attributes['w:styleId'] ?? ''
        styles.set(id, { name: '', basedOn: '', level: null })
      }
      const style = styles.get(id)
      if (!style) return
      if (name === 'name') style.name = value ?? ''
      else if (name === 'basedOn') style.basedOn = value ?? ''
      else if (name === 'outlineLvl') style.level = outlineLevel(value)
    },
  }))
  while (!(await parts.next()).done);
  const known = new Map<string, WordStyle>()
  return (wanted) => {
    const kind = known.get(wanted) ?? kindOf(wanted, styles)
    known.set(wanted, kind)
    return kind
  }
}
