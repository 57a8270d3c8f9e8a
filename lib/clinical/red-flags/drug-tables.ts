import type { Span } from '@/lib/clinical/contract'
import type { CaseFacts as WholeCase, SpecialRule } from '@/lib/clinical/red-flags/condition'
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

const checked = new WeakMap<CaseFacts, readonly TextWarning[]>()

/** What the medication tables warn of in the case: the one source of pairs, doses, allergies and what is contraindicated. */
function warned(
  facts: CaseFacts,
  tables: MedicationTables,
  holds: (warning: TextWarning) => boolean,
): TableHit[] {
  const text = facts.text?.folded.original ?? ''
  const all = checked.get(facts) ?? checkText(text, facts, { locale: 'zh-CN', tables })
  checked.set(facts, all)
  return all
    .filter(holds)
    .map(({ places, messages, source }) => ({ evidence: places, text: messages, source }))
}

const isForbidden = ({ severity }: TextWarning): boolean => severity === 'contraindicated'
const isSerious = ({ severity }: TextWarning): boolean =>
  severity === 'contraindicated' || severity === 'serious'

const allergies: Table = (facts, tables) =>
  warned(facts, tables, (warning) => isForbidden(warning) && warning.kind === 'allergy')

/** Interactions, duplicates and doses have rules of their own. */
const OTHERS: ReadonlySet<string> = new Set(['allergy', 'interaction', 'duplicate', 'dose'])
const contraindications: Table = (facts, tables) =>
  warned(facts, tables, (warning) => isForbidden(warning) && !OTHERS.has(warning.kind))

/** Two drugs that a serious row parts, and two of one class such as two anticoagulants. */
const PAIRS: ReadonlySet<string> = new Set(['interaction', 'duplicate'])
const pairs: Table = (facts, tables) =>
  warned(facts, tables, (warning) => isSerious(warning) && PAIRS.has(warning.kind))

/** Doses of children have limits by weight up to this age, in years. */
const CHILD_BELOW = 12
function paediatricDoses(facts: CaseFacts, tables: MedicationTables): TableHit[] {
  const age = facts.facts.filter((fact) => fact.kind === 'age').find(({ doubt }) => !doubt)
  if (!age || age.years >= CHILD_BELOW) return []
  return warned(facts, tables, (warning) => isSerious(warning) && warning.kind === 'dose')
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
