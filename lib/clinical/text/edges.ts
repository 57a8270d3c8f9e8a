/** Kinds of edge: a clause ends at a comma or colon, a sentence at a stop, a line or the mark of a list item. */
export const CLAUSE_EDGE = 1
export const SENTENCE_EDGE = 2

const CLAUSE = new Set(['，', ',', ':'])
const SENTENCE = new Set(['。', ';', '；', '!', '?', '\n', '\r'])
const isDigit = (unit: string | undefined) => unit !== undefined && unit >= '0' && unit <= '9'
const isEnclosed = (unit: string) => unit >= '\u2460' && unit <= '\u2473'
const BEFORE_ITEM = new Set(['', ' ', '\n', '。', '；', ';', '，', ',', ':', ')', '】', ']'])

/** How far a list inside a line may count. */
const LAST_ITEM = 20

const LEADS_TO_NUMBER =
  /\b(?:until|till|before|after|since|at|aged?|of|to|for|is|was|by|than|x|day|grade|stage|type|bed|ward|room|about) $/

/** True when `1.` or `2、` at `at` opens an item of a list: nothing but a blank or a mark in front, no number behind. */
function opensItem(text: string, at: number): boolean {
  if (!isDigit(text[at]) || !BEFORE_ITEM.has(text[at - 1] ?? '')) return false
  const to = isDigit(text[at + 1]) ? at + 2 : at + 1
  const mark = text[to]
  if (mark !== '.' && mark !== '、' && mark !== ')') return false
  // PLT 8、WBC 0.3: a number behind a name is its value.
  if (mark === '、' && /[a-z] $/.test(text.slice(Math.max(0, at - 2), at))) return false
  // baseline 95. Na 129: inside a line no list counts so far.
  if (Number(text.slice(at, to)) > LAST_ITEM && text[at - 1] === ' ') return false
  // Shingles at 30. HIV negative: a number that a word leads to opens no item.
  if (LEADS_TO_NUMBER.test(text.slice(Math.max(0, at - 8), at))) return false
  // (baseline 88) closes a bracket.
  if (mark === ')' && /\([^()\n]{0,30}$/.test(text.slice(Math.max(0, at - 31), at))) return false
  return !isDigit(text[to + 1])
}

/** a)血压平稳 b)停补钾: a letter with its bracket opens an item of a Chinese list. */
function opensLetter(text: string, at: number): boolean {
  const unit = text[at] ?? ''
  return (
    unit >= 'a' &&
    unit <= 'h' &&
    text[at + 1] === ')' &&
    BEFORE_ITEM.has(text[at - 1] ?? '') &&
    /^ ?[\u4e00-\u9fff]/.test(text.slice(at + 2, at + 4)) &&
    !/\([^()\n]{0,30}$/.test(text.slice(Math.max(0, at - 31), at))
  )
}

/** Tab. Prednisolone, T. Paracetamol, Dr. Shah: the point of a form or a title ends nothing. */
const SHORTENED = /(?:^|[\s(/+,;.:-])(?:tabs?|inj|caps?|syp|syr|susp|oint|inf|supp|tr|t|dr|mrs?)$/
function edgeAt(text: string, i: number): number {
  const unit = text[i] ?? ''
  if (SENTENCE.has(unit) || isEnclosed(unit)) return SENTENCE_EDGE
  if (opensItem(text, i) || opensLetter(text, i)) return SENTENCE_EDGE
  if (unit === '.') {
    if (!/^\s?$/.test(text[i + 1] ?? '')) return 0
    const isShort =
      /^ [a-z]/.test(text.slice(i + 1, i + 3)) && SHORTENED.test(text.slice(Math.max(0, i - 6), i))
    return isShort ? 0 : SENTENCE_EDGE
  }
  const inNumber = unit === ',' && isDigit(text[i - 1]) && isDigit(text[i + 1])
  return CLAUSE.has(unit) && !inNumber ? CLAUSE_EDGE : 0
}

/** Where the sentence of a place begins, at the most `reach` units in front of it. */
export function sentenceFrom(edges: Uint8Array, from: number, reach: number): number {
  let begin = from
  while (begin > 0 && from - begin < reach && edges[begin - 1] !== SENTENCE_EDGE) begin -= 1
  return begin
}

/** Where the sentence of a place ends, at the most `reach` units behind it; the end of the text ends one. */
export function sentenceTo(edges: Uint8Array, to: number, reach: number): number {
  let end = to
  while (end < edges.length && end - to < reach && edges[end] !== SENTENCE_EDGE) end += 1
  return end
}

/** The line in front of a place, at the most `reach` units of it: a text of one line costs no more than others. */
export function lineBefore(text: string, from: number, reach: number): string {
  const near = text.slice(Math.max(0, from - reach), from)
  return near.slice(near.lastIndexOf('\n') + 1)
}

/** The line behind a place, at the most `reach` units of it. */
export function lineBehind(text: string, to: number, reach: number): string {
  const near = text.slice(to, to + reach)
  const end = near.indexOf('\n')
  return end < 0 ? near : near.slice(0, end)
}

/**
 * For each unit of folded text whether a clause or a sentence ends there. A comma or point inside a number ends nothing; a
 * question mark that stands behind a suspicion does, which the reader of assertions allows for.
 */
export function edgesOf(text: string): Uint8Array {
  const edges = new Uint8Array(text.length + 1)
  for (let i = 0; i < text.length; i += 1) edges[i] = edgeAt(text, i)
  edges[text.length] = SENTENCE_EDGE
  return edges
}
