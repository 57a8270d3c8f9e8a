import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { makePassages } from '@/lib/documents/publication/make-passages'
import { readMarkdown } from '@/lib/documents/publication/read-markdown'
import type { PassageRow } from '@/lib/library/index/library-index'

/** Folder of the documents that come with the portal, `zh` and `en` below it. */
const EXAMPLES = 'lib/library/examples'

/** A document by its name below the folder (`zh/doac.md`) with its passages, as the library would hold them. */
export interface ExampleDocument {
  name: string
  rows: PassageRow[]
}

/** The documents that come with the portal, in the order of their names; ids go through all of them. */
export function readExamples(): ExampleDocument[] {
  let id = 0
  return globSync('{zh,en}/*.md', { cwd: EXAMPLES })
    .toSorted()
    .map((name) => {
      const { titles, blocks } = readMarkdown(readFileSync(path.join(EXAMPLES, name), 'utf8'))
      const rows = makePassages(blocks).map(({ heading, text }) => ({
        id: (id += 1),
        editionId: name,
        title: titles[0] ?? name,
        heading,
        text,
      }))
      return { name, rows }
    })
}
