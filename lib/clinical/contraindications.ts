import { isPatients } from '@/lib/clinical/assertion/assertion'
import type { Fact, Term } from '@/lib/clinical/contract'
import table from '@/lib/clinical/contraindications.json'

export type Contraindication = (typeof table.rows)[number]

/** True when the ATC code is of one of the groups or substances. */
export const inAtcGroup = (atc: string | undefined, groups: readonly string[]): boolean =>
  atc !== undefined && groups.some((group) => atc.startsWith(group))

type Condition = Contraindication['when']

/** Which conditions of the table the case holds, each with the fact or term that says so. */
export function conditionsOf(facts: readonly Fact[], terms: readonly Term[]): Map<string, Fact | Term> {
  const held = new Map<Condition, Fact | Term>()
  for (const fact of facts) {
    if (fact.kind === 'pregnancy' && fact.value === 'pregnant') held.set('pregnant', fact)
    if (fact.kind === 'age') {
      if (fact.years < 18) held.set('under18', fact)
      if (fact.years < 16) held.set('under16', fact)
      if (fact.years < 12) held.set('under12', fact)
      if (fact.years < 8) held.set('under8', fact)
      if (fact.years < 28 / 365) held.set('neonate', fact)
    }
    if (fact.kind === 'lab' && fact.canonical && !fact.status && !fact.superseded) {
      if (fact.analyte === 'egfr' && fact.canonical.value < 30) held.set('egfr30', fact)
      if (fact.analyte === 'potassium' && fact.canonical.value > 5.5) held.set('potassium55', fact)
    }
  }
  const asthma = terms.find(({ preferred, status }) => preferred.en === 'asthma' && isPatients(status))
  if (asthma) held.set('asthma', asthma)
  return held
}

/** The rows that forbid a drug under the conditions that the case holds. */
export function contraindicationsOf(
  atc: string | undefined,
  held: ReadonlyMap<string, unknown>,
): Contraindication[] {
  return table.rows.filter((row) => held.has(row.when) && inAtcGroup(atc, row.atc))
}
