/** A passage of the hospital's library as an answer may cite it. */
export interface CitablePassage {
  /** Its number in the case, from 1. */
  n: number
  title: string
  heading: string
  text: string
  /** False for one that the model was not given: nothing in an answer can rest on it. */
  told: boolean
  /** Last day on which the edition holds, `YYYY-MM-DD`; null where it has none. */
  validUntil: string | null
}

/** A citation where it stands in a text, in UTF-16 units, brackets included, with the numbers it names. */
export interface Citation {
  start: number
  end: number
  surface: string
  numbers: number[]
}

/** `[2]`, `[1, 3]`, `［２］`, `【2】`, `[1-3]`; at most three figures a number, so that each match is bounded. */
const CITATION =
  /[[［【]\s{0,2}[\d０-９]{1,3}(?:\s{0,2}[,，、;；–-]\s{0,2}[\d０-９]{1,3}){0,7}\s{0,2}[\]］】]/g
const NUMBERS = /(\d{1,3})(?:\s{0,2}[–-]\s{0,2}(\d{1,3}))?/g
/** A span of numbers wider than this is no list of passages. */
const SPAN_MAX = 9

function numbersIn(surface: string): number[] {
  const numbers: number[] = []
  for (const [, from = '', to] of surface.normalize('NFKC').matchAll(NUMBERS)) {
    const [first, last] = [Number(from), Number(to ?? from)]
    if (last < first || last - first > SPAN_MAX) continue
    for (let n = first; n <= last; n += 1) numbers.push(n)
  }
  return [...new Set(numbers)]
}

/** The citations of a text, from left to right. Linear in its length. */
export function readCitations(text: string): Citation[] {
  return [...text.matchAll(CITATION)].map(({ 0: surface, index: start }) => ({
    start,
    end: start + surface.length,
    surface,
    numbers: numbersIn(surface),
  }))
}
