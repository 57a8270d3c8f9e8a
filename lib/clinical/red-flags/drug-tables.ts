import { isTaken } from '@/lib/clinical/assertion/assertion'
import { conditionsOf, contraindicationsOf, inAtcGroup } from '@/lib/clinical/contraindications'
import type { FactOf, Span } from '@/lib/clinical/contract'
import type { CaseFacts as WholeCase, SpecialRule } from '@/lib/clinical/red-flags/condition'
import interactions from '@/lib/clinical/red-flags/interactions.json'
import doses from '@/lib/clinical/red-flags/paediatric-doses.json'
import { allergyGroupOf } from '@/lib/clinical/allergy-groups'
import type { Locale } from '@/lib/shared/locale'

/** A table reads the facts and terms of a case alone. */
type CaseFacts = Pick<WholeCase, 'facts' | 'terms'>

/** One row of a table that the case meets, with the words that meet it and the row's own source. */
export interface TableHit {
  evidence: readonly Span[]
  text: Record<Locale, string>
  source: { title: string; year: number }
}

type Drug = FactOf<'drug'>

/** Drugs that the patient takes or is about to get. */
const drugsOf = ({ facts }: CaseFacts): Drug[] =>
  facts.filter((fact): fact is Drug => fact.kind === 'drug' && isTaken(fact.status))

const bilingual = ({ zh, en }: { zh: string; en: string }): Record<Locale, string> => ({ 'zh-CN': zh, en })

function allergies(facts: CaseFacts): TableHit[] {
  const known = facts.facts
    .filter((fact) => fact.kind === 'allergy')
    .filter(({ none, experiencer }) => !none && !experiencer)
    .map((fact) => ({ fact, atc: allergyGroupOf(fact)?.atc ?? [] }))
  return drugsOf(facts).flatMap((drug) => {
    const allergy = known.find(
      (one) => one.fact.start !== drug.start && one.atc.some((group) => drug.atc?.startsWith(group)),
    )?.fact
    if (!allergy) return []
    return [{ evidence: [allergy, drug], text: bilingual(drug.name), source: allergySource }]
  })
}
const allergySource = {
  title: 'Khan DA et al. Drug allergy practice parameter. J Allergy Clin Immunol 150:1333',
  year: 2022,
}

function contraindications(facts: CaseFacts): TableHit[] {
  const held = conditionsOf(facts.facts, facts.terms)
  if (held.size === 0) return []
  return drugsOf(facts).flatMap((drug) =>
    contraindicationsOf(drug.atc, held).flatMap((row) => {
      const reason = held.get(row.when)
      return reason ? [{ evidence: [reason, drug], text: row.drugs, source: row.source }] : []
    }),
  )
}

function pairs(facts: CaseFacts): TableHit[] {
  const drugs = drugsOf(facts)
  return interactions.rows.flatMap(({ a, b, effect, source }) => {
    const one = drugs.find(({ atc }) => inAtcGroup(atc, a))
    const other = drugs.find((drug) => drug.name.en !== one?.name.en && inAtcGroup(drug.atc, b))
    return one && other ? [{ evidence: [one, other], text: effect, source }] : []
  })
}

const TO_MG: Readonly<Record<string, number>> = {
  mg: 1,
  g: 1000,
  μg: 0.001,
  µg: 0.001,
  ug: 0.001,
  mcg: 0.001,
}
/** Weights are rounded on wards: a tenth more than the limit is not flagged. */
const SLACK = 1.1

function paediatricDoses(facts: CaseFacts): TableHit[] {
  const age = facts.facts.filter((fact) => fact.kind === 'age').find(({ doubt }) => !doubt)
  const weight = facts.facts.filter((fact) => fact.kind === 'weight').find(({ status }) => !status)
  if (!age || !weight || age.years >= 12) return []
  return drugsOf(facts).flatMap((drug) => {
    const limit = doses.rows.find(({ atc }) => atc === drug.atc)
    const factor = drug.dose && TO_MG[drug.dose.unit]
    if (!limit || !drug.dose || factor === undefined) return []
    const perDose = (drug.dose.value * factor) / weight.kilograms
    const perDay = perDose * (drug.frequency?.perDay ?? 1)
    const over =
      perDose > limit.perDose * SLACK || (limit.perDay !== undefined && perDay > limit.perDay * SLACK)
    if (!over) return []
    const figures = `${perDose.toFixed(1)} mg/kg (≤${limit.perDose})`
    const text = { 'zh-CN': `${limit.name['zh-CN']} ${figures}`, en: `${limit.name.en} ${figures}` }
    return [{ evidence: [weight, drug], text, source: { title: doses.source, year: doses.year } }]
  })
}

/** What a table finds in the case. */
export const TABLES: Readonly<Record<SpecialRule, (facts: CaseFacts) => TableHit[]>> = {
  allergy: allergies,
  contraindication: contraindications,
  interaction: pairs,
  paediatricDose: paediatricDoses,
}
