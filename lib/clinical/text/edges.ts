/** Kinds of edge: a clause ends at a comma or colon, a sentence at a stop, a line or the mark of a list item. */
export const CLAUSE_EDGE = 1
export const SENTENCE_EDGE = 2

const CLAUSE = new Set(['，', ',', ':'])
const SENTENCE = new Set(['。', ';', '；', '!', '?', '\n', '\r'])
const ITEM = /\d/
const isDigit = (unit: string | undefined) => unit !== undefined && ITEM.test(unit)
const ENCLOSED = /[\u2460-\u2473]/

/** True when `1.` or `2、` at `at` opens an item of a list: nothing but a blank or a mark in front, no number behind. */
function opensItem(text: string, at: number): boolean {
  if (!isDigit(text[at]) || !/^(?:[\s。；;，,:)】\]]|$)/.test(text[at - 1] ?? '')) return false
  let to = at + 1
  if (isDigit(text[to])) to += 1
  const mark = text[to]
  if (mark !== '.' && mark !== '、' && mark !== ')') return false
  return !isDigit(text[to + 1])
}

/**
 * For each unit of folded text whether a clause or a sentence ends there. A comma or point inside a number ends nothing; a
 * question mark that stands behind a suspicion does, which the reader of assertions allows for.
 */
export function edgesOf(text: string): Uint8Array {
  const edges = new Uint8Array(text.length + 1)
  for (let i = 0; i < text.length; i += 1) {
    const unit = text[i] ?? ''
    if (SENTENCE.has(unit) || ENCLOSED.test(unit) || opensItem(text, i)) edges[i] = SENTENCE_EDGE
    else if (unit === '.' && !isDigit(text[i + 1]) && /^[\s]?$/.test(text[i + 1] ?? ''))
      edges[i] = SENTENCE_EDGE
    else if (CLAUSE.has(unit) && !(isDigit(text[i - 1]) && isDigit(text[i + 1]))) edges[i] = CLAUSE_EDGE
  }
  edges[text.length] = SENTENCE_EDGE
  return edges
}
