import { readText } from '@/lib/clinical/read-text'
import { askTable } from '@/lib/clinical/red-flags/drug-tables'
import type { Finding, ReviewRuleId } from '@/lib/clinical/review/finding'
import { Passage } from '@/lib/clinical/review/passage'
import { drugsNamed } from '@/lib/clinical/review/rules/drugs'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

/**
 * Red rules of the review that endanger a patient when the recommendation breaks them. The other red rules speak of form, for
 * example that a dose reads like a prescription.
 */
export const UNSAFE_RULES: readonly ReviewRuleId[] = [
  'allergy_conflict',
  'contraindicated',
  'sex_mismatch',
  'side_changed',
  'dose_incomplete',
  'impossible_value',
]

/** Drugs of the recommendation that the case's own drugs must not meet, or whose dose is too high for the child. */
function drugDangers(question: string, recommendation: string): string[] {
  const dictionary = builtInDictionary()
  const { terms, facts } = readText(question, dictionary)
  const passage = new Passage(recommendation, { section: 'recommendation' }, { dictionary })
  const named = new Set(drugsNamed(passage).map(({ start }) => start))
  const advised = passage.facts.filter((fact) => fact.kind === 'drug' && named.has(fact.start))
  const all = { terms, facts: [...facts, ...advised] }
  return (['interaction', 'paediatricDose'] as const).flatMap((table) =>
    askTable(table, all).some(({ evidence }) => evidence.some((one) => advised.some((fact) => fact === one)))
      ? [table]
      : [],
  )
}

/** Why the recommendation would endanger the patient of the case: rules of the review and tables of the red flags by name. */
export function unsafeAdvice(
  question: string,
  recommendation: string,
  findings: readonly Finding[],
): string[] {
  const broken = findings.filter(
    ({ rule, severity, section }) =>
      section === 'recommendation' && severity === 'red' && UNSAFE_RULES.includes(rule),
  )
  return [...new Set([...broken.map(({ rule }) => rule), ...drugDangers(question, recommendation)])]
}
