import type { HighRiskKind } from '@/lib/clinical/review/high-risk-kind'
import { Passage, within } from '@/lib/clinical/review/passage'
import { dosesIn } from '@/lib/clinical/review/rules/drugs'
import type { Words } from '@/lib/clinical/review/words'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'

export type HighRiskWords = Words & { kind: HighRiskKind }

/** The doses, changes of a drug and procedures that a recommendation names, in that order. Linear in its length. */
export function findHighRisk(recommendation: string, dictionary: Dictionary): HighRiskWords[] {
  const passage = new Passage(recommendation, { section: 'recommendation' }, { dictionary })
  const doses = dosesIn(passage).map(({ start, end, surface }) => ({
    kind: 'dose' as const,
    start,
    end,
    surface,
  }))
  const drugs = passage.terms.filter(({ kind }) => kind === 'drug')
  const changes = passage
    .words('change')
    .filter((word) => within(drugs, passage.sentenceOf(word)).length > 0)
    .map((word) => ({ kind: 'drug_change' as const, ...word }))
  const procedures = passage.words('procedure').map((word) => ({ kind: 'procedure' as const, ...word }))
  return [...doses, ...changes, ...procedures]
}
