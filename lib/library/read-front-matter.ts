/** What a document says of itself before its text: title, publisher and year. */
export interface FrontMatter {
  title: string
  publisher: string
  year: number
}

/** Reads the lines between the two `---` of a Markdown file that comes with the portal. Throws Error where one is missing. */
export function readFrontMatter(text: string): FrontMatter {
  const head = /^---\n(?<lines>[\s\S]*?)\n---\n/.exec(text)?.groups?.['lines'] ?? ''
  const valueOf = (name: string): string => {
    const value = new RegExp(`^${name}: *(.+)$`, 'm').exec(head)?.[1]
    if (value === undefined) throw new Error(`the document has no ${name}`)
    return value.trim()
  }
  return { title: valueOf('title'), publisher: valueOf('publisher'), year: Number(valueOf('year')) }
}
