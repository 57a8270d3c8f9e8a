import type { PassageRow } from '@/lib/library/index/library-index'
import type { ExampleDocument } from './example-documents'

const PAGES_EACH = 100
const PASSAGES_A_PAGE = 2
const SENTENCES = 6
/** Multiplier and increment of Numerical Recipes (1992), modulus 2^32. */
const [FACTOR, STEP, MODULUS] = [1_664_525, 1_013_904_223, 2 ** 32]

/** Numbers that look random and are the same in every run. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, FACTOR) + STEP) >>> 0
    return Math.floor((state / MODULUS) * below)
  }
}

/** Documents of 100 pages and two passages a page, mixed from the sentences of the examples of one language each. */
export function* makePages(
  documents: readonly ExampleDocument[],
  pages: number,
): Generator<{ editionId: string; rows: PassageRow[] }> {
  const random = randomNumbers(1)
  const pick = <T>(list: readonly T[]): T => {
    const one = list[random(list.length)]
    if (one === undefined) throw new Error('there are no example documents')
    return one
  }
  const shelves = ['zh/', 'en/'].map((language) => {
    const rows = documents.filter(({ name }) => name.startsWith(language)).flatMap((one) => one.rows)
    return { rows, sentences: rows.flatMap(({ text }) => text.split(/(?<=[。；\n])|(?<=\. )/u)) }
  })
  let id = 0
  for (let document = 0; document * PAGES_EACH < pages; document += 1) {
    const { rows, sentences } = shelves[document % shelves.length] ?? pick(shelves)
    const editionId = `made-${document}`
    const { title } = pick(rows)
    const count = Math.min(PAGES_EACH, pages - document * PAGES_EACH) * PASSAGES_A_PAGE
    yield {
      editionId,
      rows: Array.from({ length: count }, () => ({
        id: (id += 1),
        editionId,
        title,
        heading: pick(rows).heading,
        text: Array.from({ length: SENTENCES }, () => pick(sentences)).join(''),
      })),
    }
  }
}
