import type { AssertedPlace } from '@/lib/clinical/assertion/assertion'
import { foldText } from '@/lib/clinical/text/fold-text'

/** A folded text whose places were marked `{name|letter}`, with the letter of each. */
export interface MarkedText {
  text: string
  places: AssertedPlace[]
  letters: string[]
}

/** Reads places marked as `停{华法林|s}` out of a sentence; all of them are of one kind. */
export function readMarked(written: string, kind: NonNullable<AssertedPlace['kind']>): MarkedText {
  const read: MarkedText = { text: '', places: [], letters: [] }
  for (const [i, piece] of written.split(/[{}]/).entries()) {
    const [name = '', letter = ''] = i % 2 === 1 ? piece.split('|') : [piece]
    const from = foldText(read.text).text.length
    read.text += name
    if (i % 2 === 0) continue
    read.places.push({ from, to: foldText(read.text).text.length, kind })
    read.letters.push(letter)
  }
  return { ...read, text: foldText(read.text).text }
}
