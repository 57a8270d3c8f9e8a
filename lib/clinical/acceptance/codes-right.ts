import type { EvaluationCase } from '@/lib/clinical/acceptance/cases'
import { stanceOnTerm } from '@/lib/clinical/acceptance/stance'
import type { Finding } from '@/lib/clinical/review/finding'
import { Passage } from '@/lib/clinical/review/passage'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

/** ICD-10 codes as WHO (2019) spells them. */
const CODE = /(?<![A-Za-z0-9])[A-TV-Z]\d[0-9AB](?:\.\d{1,2})?(?![A-Za-z0-9])/g
const category = (code: string): string => code.slice(0, 3)

/**
 * Whether an answer codes its case rightly: one of the codes that are right is written in the answer or is that of a diagnosis
 * which the definition names, compared at the category of three characters, and no written code contradicts the diagnosis in front of it.
 * Null where the case expects none.
 */
export function codesRight(
  { icd10 }: Pick<EvaluationCase, 'icd10'>,
  parts: Readonly<Record<string, string>>,
  findings: readonly Finding[],
): boolean | null {
  if (icd10.length === 0) return null
  if (findings.some(({ rule, section }) => rule === 'code_mismatch' && section !== undefined)) return false
  const written = Object.values(parts).flatMap((text) => text.match(CODE) ?? [])
  const definition = new Passage(
    parts['definition'] ?? '',
    { section: 'definition' },
    { dictionary: builtInDictionary() },
  )
  const named = definition.terms.flatMap((term) => {
    const { kind, status, icd10: code } = term
    const other = status === 'negated' || status === 'family' || stanceOnTerm(definition, term) === 'deny'
    return kind === 'diagnosis' && code && !other ? [code] : []
  })
  const told = new Set([...written, ...named].map(category))
  return icd10.some(({ code }) => told.has(category(code)))
}
