import type { HeldNumbers } from '@/lib/clinical/citations/figures'
import { citedSentences } from '@/lib/clinical/citations/cited-sentences'
import { holdsAll, needsSource, type Claim, type Source } from '@/lib/clinical/citations/support'
import type { Passage } from '@/lib/clinical/review/passage'

/** A sentence of an answer beside the passage that a rule found for it, in UTF-16 units of its part. */
export interface LinkedSentence {
  start: number
  end: number
  n: number
}

const NOTHING: HeldNumbers = new Map()

/** Whether the source holds something of the claim that the case did not say itself: a number, or a drug with its condition. */
function addsTo({ figures, drugs, conditions }: Claim, source: Source): boolean {
  if (figures.length === 0) return drugs.length > 0 && conditions.length > 0
  const lacking = source.lacks({ figures, drugs: [], conditions: [] }, NOTHING).figures
  return lacking.length < figures.length
}

/**
 * For each sentence of a part that the model left without a citation and that says something a source must hold: the first told
 * passage that holds its drugs, its conditions and its numbers. `given` are the numbers of the case.
 */
export function linkSentences(
  part: Passage,
  { sources, given }: { sources: readonly Source[]; given: HeldNumbers },
): LinkedSentence[] {
  const told = sources.filter(({ passage }) => passage.told)
  return citedSentences(part).flatMap(({ sentence, citations, claim }) => {
    if (citations.length > 0 || !needsSource(claim)) return []
    const source = told.find((one) => holdsAll(one.lacks(claim, given)) && addsTo(claim, one))
    return source ? [{ start: sentence.start, end: sentence.end, n: source.passage.n }] : []
  })
}
