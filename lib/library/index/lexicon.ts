import type { Concept } from '@/lib/clinical/contract'
import lexicon from '@/lib/library/index/lexicon.json'

/** A name that the library reads besides those of the clinical tables. */
export interface LibraryName {
  name: string
  concept: Concept
}

/** Aspects stand among concepts under this beginning of their English name. */
const ASPECT = 'aspect '

const conceptOf = (en: string, zh: string): Concept => ({ kind: 'finding', preferred: { zh, en } })

/** The names of the table: further ones of known concepts, concepts of its own, and aspects that a question asks about. */
export function libraryNames(): LibraryName[] {
  return [
    ...lexicon.concepts.flatMap(({ en, zh, names }) => {
      const concept = conceptOf(en, zh)
      return [en, zh, ...names].map((name) => ({ name, concept }))
    }),
    ...lexicon.aspects.flatMap(({ id, names }) => {
      const concept = conceptOf(`${ASPECT}${id}`, names[0] ?? id)
      return names.map((name) => ({ name, concept }))
    }),
  ]
}

/** Whether a concept is what a question asks about (dose, staging), not its subject. */
export const isAspect = ({ preferred }: Concept): boolean => preferred.en.startsWith(ASPECT)

/** The same of a token. */
export const isAspectToken = (token: string): boolean => token.startsWith('@aspect_')
