import { holdsFigure, type HeldNumbers } from '@/lib/clinical/citations/figures'
import { citedSentences } from '@/lib/clinical/citations/cited-sentences'
import { holdsAll, needsSource, type Claim, type Source } from '@/lib/clinical/citations/support'
import type { Term } from '@/lib/clinical/contract'
import { within, type Passage } from '@/lib/clinical/review/passage'

/** A sentence of an answer beside the passage that a rule found for it, in UTF-16 units of its part. */
export interface LinkedSentence {
  start: number
  /** Where its words end and its mark stands, in front of the sign that closes it. */
  end: number
  n: number
}

/** What is measured on everybody: it says of no sentence what it is about. */
const EVERYWHERE = new Set([
  ...['blood pressure', 'systolic blood pressure', 'diastolic blood pressure', 'mean arterial pressure'],
  ...['heart rate', 'pulse', 'respiratory rate', 'temperature', 'body temperature', 'vital signs'],
  ...['oxygen saturation', 'urine output', 'body weight'],
])
const isSubject = ({ kind, preferred }: Term): boolean =>
  (kind === 'drug' || kind === 'test' || kind === 'procedure') && !EVERYWHERE.has(preferred.en)

/** Closing signs, blanks, the stroke of a cell and the stars of emphasis at the end of a sentence. */
const CLOSING = /[\s。.；;！!？?|*_]{1,40}$/
const wordsEnd = ({ start, surface }: { start: number; surface: string }): number =>
  start + surface.length - (CLOSING.exec(surface)?.[0].length ?? 0)

interface Said {
  claim: Claim
  /** The drugs, tests and procedures that the sentence is about. */
  subjects: readonly Term[]
  given: HeldNumbers
}

/**
 * Whether a source vouches for a sentence: it names all that the sentence is about, and says each number that the case did not give
 * in a sentence or row about one of its subjects. Without a number it must speak of drug and condition together.
 */
function vouches(source: Source, { claim, subjects, given }: Said): boolean {
  const { figures, drugs, conditions } = claim
  if (!holdsAll(source.lacks(claim, given)) || !source.namesAll(subjects)) return false
  if (figures.length === 0) {
    return conditions.length > 0 && source.says([...drugs, ...conditions], { all: true })
  }
  const own = figures.filter((figure) => !holdsFigure(given, figure))
  // Illnesses tell what a number is about where nothing nearer does, and then all of them together.
  const all = subjects.length === 0
  return own.length > 0 && own.every((figure) => source.says(all ? conditions : subjects, { figure, all }))
}

/**
 * For each sentence of a part that the model left without a citation and that says something a source must hold: the first told
 * passage that vouches for it. A sentence that names nothing that it is about is tied to none. `given` are the numbers of the case.
 */
export function linkSentences(
  part: Passage,
  { sources, given }: { sources: readonly Source[]; given: HeldNumbers },
): LinkedSentence[] {
  const told = sources.filter(({ passage }) => passage.told)
  return citedSentences(part).flatMap(({ sentence, citations, claim }) => {
    if (citations.length > 0 || !needsSource(claim)) return []
    const subjects = within(part.terms, sentence).filter(isSubject)
    if (subjects.length + claim.conditions.length === 0) return []
    const source = told.find((one) => vouches(one, { claim, subjects, given }))
    return source ? [{ start: sentence.start, end: wordsEnd(sentence), n: source.passage.n }] : []
  })
}
