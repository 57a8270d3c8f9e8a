import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { makePassages } from '@/lib/documents/publication/make-passages'
import { readMarkdown } from '@/lib/documents/publication/read-markdown'
import { headingBelow } from '@/lib/library/heading-below'
import type { PassageRow } from '@/lib/library/index/library-index'

const EXAMPLES = path.resolve(import.meta.dirname, '../../lib/library/examples')

/** A document by its name below the folder (`zh/doac.md`) with its passages, as the library would hold them. */
export interface ExampleDocument {
  name: string
  rows: PassageRow[]
}

/** The documents that come with the portal, in the order of their names; ids go through all of them from 1. */
export function exampleDocuments(): ExampleDocument[] {
  let id = 0
  return globSync('{zh,en}/*.md', { cwd: EXAMPLES })
    .toSorted()
    .map((name) => {
      const { titles, blocks } = readMarkdown(readFileSync(path.join(EXAMPLES, name), 'utf8'))
      const title = titles.find((one) => one !== null) ?? name
      const rows = makePassages(blocks).map(({ heading, text }) => ({
        ...{ id: (id += 1), editionId: name, title },
        heading: headingBelow(title, heading),
        text,
      }))
      return { name, rows }
    })
}
