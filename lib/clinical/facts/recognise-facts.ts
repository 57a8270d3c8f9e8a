import { readyText, type ReadyText } from '@/lib/clinical/assertion/assert-places'
import type { Fact, Term } from '@/lib/clinical/contract'
import { readAllergies } from '@/lib/clinical/facts/read-allergies'
import { readDrugs } from '@/lib/clinical/facts/read-drugs'
import { readHistory } from '@/lib/clinical/facts/read-history'
import { readPatient } from '@/lib/clinical/facts/read-patient'
import { readSites } from '@/lib/clinical/facts/read-sites'
import { subjectOf } from '@/lib/clinical/facts/subject'
import { readValues } from '@/lib/clinical/facts/read-values'

/** Terms, in order, without those that name what was measured: the 葡萄糖 of 葡萄糖28mmol/L is no drug. */
function withoutMeasured(terms: readonly Term[], values: readonly Fact[]): Term[] {
  const labs = values.filter(({ kind }) => kind === 'lab').sort((a, b) => a.start - b.start)
  let next = 0
  return terms.filter(({ start, end }) => {
    while ((labs[next]?.end ?? Infinity) <= start) next += 1
    const lab = labs[next]
    return !lab || lab.start > start || lab.end < end
  })
}

/**
 * The facts of a case in the order they stand in the text. `terms` are the terms of the same text. A substance the patient is
 * allergic to is no drug that is taken. Values are judged for the age and sex that the text gives. Linear in the length of the text.
 */
export function recogniseFacts(
  text: string,
  terms: readonly Term[],
  { folded, layout }: ReadyText = readyText(text),
): Fact[] {
  const patient = readPatient(folded, layout)
  const allergies = readAllergies(folded, terms, layout)
  const allergens = new Set(allergies.map(({ start }) => start))
  const taken = terms.filter(({ start }) => !allergens.has(start))
  const values = readValues(folded, layout, subjectOf(patient))
  const facts = [
    ...patient,
    ...values,
    ...allergies,
    ...readDrugs(folded, withoutMeasured(taken, values)),
    ...readHistory(folded, terms),
    ...readSites(folded),
  ]
  return facts.sort((a, b) => a.start - b.start || a.end - b.end)
}
