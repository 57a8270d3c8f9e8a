import type { Fact, FactOf } from '@/lib/clinical/contract'
import { ANALYTE_NAMES, type Analyte } from '@/lib/clinical/facts/analytes'
import { judgeValue, type Subject } from '@/lib/clinical/facts/judge-value'
import { nextInSeries, quantityBehind, type FoundQuantity } from '@/lib/clinical/facts/read-quantity'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import type { PhraseMatch } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

const isKind =
  <K extends Fact['kind']>(kind: K) =>
  (fact: Fact): fact is FactOf<K> =>
    fact.kind === kind

/** The age and sex of the patient, as far as the facts say. */
export function subjectOf(patient: readonly Fact[]): Subject {
  return {
    years: patient.find(isKind('age'))?.years ?? null,
    sex: patient.find(isKind('sex'))?.value ?? null,
  }
}

/** Between name and value may stand the short form: 肌酐(Cr) 132. */
const SHORT_FORM = /^ ?\([a-z0-9+\-. ]{1,12}\)/

function labFact(
  folded: FoldedText,
  subject: Subject,
  found: { analyte: Analyte; from: number; quantity: FoundQuantity },
): FactOf<'lab'> {
  const { analyte, from, quantity } = found
  const { value, unit, comparator, to } = quantity
  return {
    kind: 'lab',
    ...originalSpan(folded, from, to),
    analyte: analyte.id,
    name: { zh: analyte.zh, en: analyte.en },
    value,
    unit,
    ...(comparator ? { comparator } : {}),
    ...judgeValue(analyte, { value, unit }, subject),
  }
}

function analyteOf(
  folded: FoldedText,
  { from, to, value: names }: PhraseMatch<readonly { analyte: Analyte; exact: string | null }[]>,
) {
  const surface = originalSpan(folded, from, to).surface
  return names.find(({ exact }) => exact === null || exact === surface)?.analyte
}

/** The laboratory values of the text, each judged for the patient; `5.8→4.2` makes two. */
export function readLabs(folded: FoldedText, patient: readonly Fact[]): FactOf<'lab'>[] {
  const { text } = folded
  const subject = subjectOf(patient)
  const facts: FactOf<'lab'>[] = []
  for (const match of ANALYTE_NAMES.matches(text, (m) => isWordBoundary(text, m.from, m.to))) {
    const analyte = analyteOf(folded, match)
    if (!analyte) continue
    const short = SHORT_FORM.exec(text.slice(match.to, match.to + 16))?.[0].length ?? 0
    let quantity = quantityBehind(text, match.to + short)
    let from = match.from
    while (quantity) {
      facts.push(labFact(folded, subject, { analyte, from, quantity }))
      const next = nextInSeries(text, quantity.to)
      from = quantity.to
      quantity = next === null ? null : quantityBehind(text, next)
      if (quantity) from = next ?? from
    }
  }
  return facts
}
