import type { Citation } from '@/lib/clinical/citations/citation'
import { citedSentences, type CitedSentence } from '@/lib/clinical/citations/cited-sentences'
import { linkSentences } from '@/lib/clinical/citations/link-sentences'
import { holdsAll, needsSource, type Claim, type Source } from '@/lib/clinical/citations/support'
import { mark, type Marked } from '@/lib/clinical/review/passage'
import type { PassageRule, ReviewedCase } from '@/lib/clinical/review/reviewed-answer'
import type { Words } from '@/lib/clinical/review/words'

/** The told passages that a citation names; undefined in the place of one that does not exist or was not given to the model. */
const sourcesOf = ({ numbers }: Citation, { sources }: ReviewedCase): (Source | undefined)[] =>
  numbers.map((n) => sources.find(({ passage }) => passage.n === n && passage.told))

/** A citation of a passage that does not exist, or that the model was never given. */
export const citationUnknown: PassageRule = (passage, { case: asked }) => {
  if (!asked.asksLibrary) return []
  return citedSentences(passage).flatMap(({ citations }) =>
    citations
      .filter((citation) => sourcesOf(citation, asked).some((source) => source === undefined))
      .map((citation) => mark('citation_unknown', citation)),
  )
}

/** What every one of the cited passages lacks. */
function lackingInAll(claim: Claim, sources: readonly Source[], { given }: ReviewedCase): Claim {
  const lacking = sources.map((source) => source.lacks(claim, given))
  const [first = claim] = lacking
  const inAll = <K extends keyof Claim>(kind: K, one: Claim[K][number]) =>
    lacking.every((other) => (other[kind] as readonly unknown[]).includes(one))
  return {
    figures: first.figures.filter((one) => inAll('figures', one)),
    drugs: first.drugs.filter((one) => inAll('drugs', one)),
    conditions: first.conditions.filter((one) => inAll('conditions', one)),
  }
}

const known = (cited: CitedSentence, asked: ReviewedCase): Source[] =>
  cited.citations.flatMap((citation) => sourcesOf(citation, asked)).filter((source) => source !== undefined)

/** Places of a sentence as places of its part. Terms count from the part already. */
const inPart = ({ start }: Words, figure: Words): Words => ({
  start: start + figure.start,
  end: start + figure.end,
  surface: figure.surface,
})

/** A number, dose or limit of a cited sentence that none of its passages holds; and, lighter, a drug or condition they do not hold. */
export const citationNotHeld: PassageRule = (passage, { case: asked }) =>
  citedSentences(passage).flatMap((cited): Marked[] => {
    const sources = known(cited, asked)
    if (sources.length === 0) return []
    const { figures, drugs, conditions } = lackingInAll(cited.claim, sources, asked)
    const places = figures.map((figure) => inPart(cited.sentence, figure))
    return [
      ...places.map((place) => mark('citation_number', place)),
      ...[...drugs, ...conditions].map(({ start, end, surface }) =>
        mark('citation_subject', { start, end, surface }),
      ),
    ]
  })

/** A cited sentence whose passages hold all that it says. */
export const citationHeld: PassageRule = (passage, { case: asked }) =>
  citedSentences(passage).flatMap((cited) => {
    const [citation] = cited.citations
    const sources = known(cited, asked)
    if (!citation || sources.length === 0 || !needsSource(cited.claim)) return []
    return holdsAll(lackingInAll(cited.claim, sources, asked)) ? [mark('citation_held', citation)] : []
  })

/** What a sentence says first that needs a source: its first number, else its first drug. */
function firstClaim({ sentence, claim: { figures, drugs } }: CitedSentence): Words {
  const [figure] = figures
  const [drug] = drugs
  return figure ? inPart(sentence, figure) : (drug ?? sentence)
}

/** A sentence of the recommendation with a drug, a dose, a number or a limit that rests on no passage: one mark for each. */
export const recommendationUncited: PassageRule = (passage, { case: asked }) => {
  if (passage.section !== 'recommendation' || !asked.needsSources) return []
  const linked = new Set(linkSentences(passage, asked).map(({ start }) => start))
  return citedSentences(passage)
    .filter(
      ({ citations, claim, sentence }) =>
        citations.length === 0 && needsSource(claim) && !linked.has(sentence.start),
    )
    .map((cited) => mark('recommendation_uncited', firstClaim(cited)))
}

/** A citation of an edition that is past its last day. */
export const editionExpired: PassageRule = (passage, { case: asked }) =>
  citedSentences(passage).flatMap(({ citations }) =>
    citations.flatMap((citation) =>
      sourcesOf(citation, asked).flatMap((source) => {
        const until = source?.passage.validUntil
        return until && until < asked.today ? [mark('edition_expired', citation, { note: until })] : []
      }),
    ),
  )
