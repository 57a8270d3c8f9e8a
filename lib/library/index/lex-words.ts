import { numberAt, type TokenPlace } from '@/lib/library/index/lex-numbers'
import { stemWord } from '@/lib/library/index/stem-word'

const HAN = /[\u3400-\u4dbf\u4e00-\u9fff]/
const HAN_RUN = /[\u3400-\u4dbf\u4e00-\u9fff]+/y
const LATIN_RUN = /[a-z0-9α-ω\u00df-\u00ff]+/y
const LATIN = /[a-z0-9α-ω\u00df-\u00ff]/
const STARTS_NUMBER = /[\d<>≤≥a-zμ×*]/

/** How a run of Han is divided where the dictionary says nothing. */
export type CutRun = (run: string) => readonly { at: number; word: string }[]

/** Every pair of neighbours: needs no dictionary and loses no word. */
export const bigrams: CutRun = (run) =>
  Array.from({ length: Math.max(0, run.length - 1) }, (_, at) => ({ at, word: run.slice(at, at + 2) }))

function runAt(pattern: RegExp, text: string, from: number): string {
  pattern.lastIndex = from
  return pattern.exec(text)?.[0] ?? ''
}

/** The words of folded text in the order they stand: numbers with their units, Latin words without plural, Han by `cutRun`. */
export function lexWords(text: string, cutRun: CutRun = bigrams): TokenPlace[] {
  const places: TokenPlace[] = []
  for (let i = 0; i < text.length;) {
    const unit = text[i] ?? ''
    const number = STARTS_NUMBER.test(unit) ? numberAt(text, i) : undefined
    if (number) {
      places.push(number)
      i = number.to
    } else if (HAN.test(unit)) {
      const run = runAt(HAN_RUN, text, i)
      for (const { at, word } of cutRun(run)) {
        places.push({ from: i + at, to: i + at + word.length, tokens: [word] })
      }
      i += run.length
    } else if (LATIN.test(unit)) {
      const word = runAt(LATIN_RUN, text, i)
      if (word.length > 1) places.push({ from: i, to: i + word.length, tokens: [stemWord(word)] })
      i += word.length
    } else i += 1
  }
  return places
}
