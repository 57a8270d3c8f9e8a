import { mayBeTaken } from '@/lib/clinical/assertion/assertion'
import { inAtcGroup } from '@/lib/clinical/atc'
import type { FactOf, Span } from '@/lib/clinical/contract'
import type { CaseFacts as WholeCase, SpecialRule } from '@/lib/clinical/red-flags/condition'
import interactions from '@/lib/clinical/red-flags/interactions.json'
import doses from '@/lib/clinical/red-flags/paediatric-doses.json'
import { checkText, type TextWarning } from '@/lib/clinical/medication/check-medication'
import { builtInTables, type MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { Locale } from '@/lib/shared/locale'

/** A table reads the facts and terms of a case, and the medication tables its text. */
type CaseFacts = Pick<WholeCase, 'facts' | 'terms'> & Partial<Pick<WholeCase, 'text'>>

/** One row of a table that the case meets, with the words that meet it and the row's own source. */
export interface TableHit {
  evidence: readonly Span[]
  text: Record<Locale, string>
  source: { title: string; year: number }
}

type Table = (facts: CaseFacts, tables: MedicationTables) => TableHit[]
type Drug = FactOf<'drug'>

/** Drugs that the patient takes or is about to get. */
const drugsOf = ({ facts }: CaseFacts): Drug[] =>
  facts.filter((fact): fact is Drug => fact.kind === 'drug' && mayBeTaken(fact.status))

const checked = new WeakMap<CaseFacts, readonly TextWarning[]>()

/** What the medication tables forbid in the case; only what is contraindicated is an emergency. */
function forbidden(
  facts: CaseFacts,
  tables: MedicationTables,
  holds: (warning: TextWarning) => boolean,
): TableHit[] {
  const text = facts.text?.folded.original ?? ''
  const all = checked.get(facts) ?? checkText(text, facts, { locale: 'zh-CN', tables })
  checked.set(facts, all)
  return all
    .filter((warning) => warning.severity === 'contraindicated' && holds(warning))
    .map(({ places, messages, source }) => ({ evidence: places, text: messages, source }))
}

const allergies: Table = (facts, tables) => forbidden(facts, tables, ({ kind }) => kind === 'allergy')

/** Interactions and doses have rules of their own. */
const OTHERS: ReadonlySet<string> = new Set(['allergy', 'interaction', 'dose'])
const contraindications: Table = (facts, tables) => forbidden(facts, tables, ({ kind }) => !OTHERS.has(kind))

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

const TABLES: Readonly<Record<SpecialRule, Table>> = {
  allergy: allergies,
  contraindication: contraindications,
  interaction: pairs,
  paediatricDose: paediatricDoses,
}

/** What a table finds in the case; `tables` are the medication tables in force. */
export const askTable = (
  table: SpecialRule,
  facts: CaseFacts,
  tables: MedicationTables = builtInTables(),
): TableHit[] => TABLES[table](facts, tables)
