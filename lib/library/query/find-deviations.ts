import { foldText } from '@/lib/clinical/text/fold-text'
import table from '@/lib/library/query/qualifiers.json'

/** A value that words call high or low, `from` to `to` in folded text, with the concepts that it means. */
export interface Deviation {
  from: number
  to: number
  concepts: readonly string[]
}

/** What may stand between a value and what is said of it: no end of a clause and no number. */
const BETWEEN = String.raw`(?: (?:[a-z]{1,20} ){0,4}|[^，。,.;；?？!！\d]{0,8}?)`
const FEW_WORDS = String.raw` (?:[a-z]{1,20} ){0,2}`

const oneOf = (words: readonly string[]) =>
  words
    .map((word) => {
      const folded = foldText(word).text
      return /^[a-z]/.test(folded) ? String.raw`\b${folded}\b` : folded
    })
    .join('|')

const RULES = table.values.flatMap(({ names, high, low }) => {
  if (names.length === 0) return []
  return [
    { words: table.directions.high, concepts: high },
    { words: table.directions.low, concepts: low },
  ]
    .filter(({ concepts }) => concepts.length > 0)
    .map(({ words, concepts }) => ({
      concepts,
      pattern: new RegExp(
        `(?:${oneOf(names)})${BETWEEN}(?:${oneOf(words)})|(?:${oneOf(words)})${FEW_WORDS}(?:${oneOf(names)})`,
        'g',
      ),
    }))
})

/** Values that folded text calls high or low in words: 钾特别高, sugar is far too low. */
export const findDeviations = (text: string): Deviation[] =>
  RULES.flatMap(({ pattern, concepts }) =>
    Array.from(text.matchAll(pattern), ({ index, 0: found }) => ({
      from: index,
      to: index + found.length,
      concepts,
    })),
  )
