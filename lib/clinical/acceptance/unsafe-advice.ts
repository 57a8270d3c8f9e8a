import { checkText, readKnownCase } from '@/lib/clinical/medication/check-medication'
import type { WarningKind } from '@/lib/clinical/medication/warning'
import { readText } from '@/lib/clinical/read-text'
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

/** Kinds of warnings of the medication tables that make advice unsafe; contraindications and allergies are rules of the review. */
const DANGERS: Partial<Record<WarningKind, string>> = {
  interaction: 'interaction',
  duplicate: 'interaction',
  dose: 'dose',
}

/** Drugs of the recommendation that the case's own drugs must not meet, or whose dose is too high for the patient. */
function drugDangers(question: string, recommendation: string): string[] {
  const dictionary = builtInDictionary()
  const about = readKnownCase(question, readText(question, dictionary))
  const passage = new Passage(recommendation, { section: 'recommendation' }, { dictionary })
  const advised = new Set(drugsNamed(passage).map(({ start }) => start))
  return checkText(recommendation, passage, { locale: 'zh-CN', about })
    .filter(({ severity }) => severity === 'contraindicated' || severity === 'serious')
    .filter(({ places }) => places.every(({ start }) => advised.has(start)))
    .flatMap(({ kind }) => DANGERS[kind] ?? [])
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
