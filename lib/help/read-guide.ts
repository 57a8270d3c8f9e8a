import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { parsePart } from '@/lib/clinical/markdown/part-reader'
import { GUIDES, type Guide, type GuideId } from '@/lib/help/contract'
import type { Locale } from '@/lib/shared/locale'

const FOLDER: Record<Locale, string> = { 'zh-CN': 'zh', en: 'en' }

/** A guide from its Markdown: the first heading is its title, each of the second level begins a section. */
export function toGuide(id: GuideId, text: string): Guide {
  const [head = '', ...parts] = text.split(/^## /m)
  const [title = '', ...intro] = head.split('\n')
  return {
    id,
    title: title.replace(/^# /, ''),
    intro: parsePart(intro.join('\n').trim()),
    sections: parts.map((part) => {
      const [name = '', ...rest] = part.split('\n')
      return { title: name.trim(), blocks: parsePart(rest.join('\n').trim()) }
    }),
  }
}

/** The guides in a language, read from the files that come with the portal. Throws where one is missing. */
export function readGuides(locale: Locale): Promise<Guide[]> {
  const read = async (id: GuideId) => {
    const file = path.join(
      /* turbopackIgnore: true */ process.cwd(),
      'docs',
      FOLDER[locale],
      'user',
      `${id}.md`,
    )
    return toGuide(id, await readFile(file, 'utf8'))
  }
  return Promise.all(GUIDES.map(read))
}
