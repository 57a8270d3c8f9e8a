import type { Concept } from '@/lib/clinical/contract'
import { frequencyAt } from '@/lib/clinical/facts/dosing'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import { normaliseDiagnosis } from '@/lib/clinical/terms/normalise-diagnosis'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import { foldText } from '@/lib/clinical/text/fold-text'
import drugGroups from '@/lib/documents/totals/drug-groups.json'
import type { Locale } from '@/lib/shared/locale'

/** What a value means, under one key however a document writes it. */
export interface Named {
  key: string
  name: string
  code: string | null
}

const language = (locale: Locale) => (locale === 'en' ? 'en' : 'zh')
const folded = (text: string) => foldText(text).text.replaceAll(' ', '')
const unknown = (name: string): Named => ({ key: folded(name), name, code: null })

/**
 * The code of ICD-10 (WHO) under which a diagnosis is counted: at four characters, since Chinese editions add more of their own. What is
 * "unspecified" (.9), and the x of Chinese editions where WHO has no fourth character, are the category itself.
 */
const countedCode = (code: string): string => code.slice(0, 5).replace(/\.[9x]?$/i, '')

/** The diagnoses that a value names: by the code that stands beside it, else by what the ward string means, else by its words. */
export function nameDiagnosis(
  { name, code }: { name: string; code?: string | undefined },
  dictionary: Dictionary,
): Named[] {
  if (code !== undefined) {
    const counted = countedCode(code)
    return [{ key: counted, name, code: counted }]
  }
  const found = normaliseDiagnosis(name, dictionary)
  if (found.length === 0) return [unknown(name)]
  return found.map((one) => {
    const counted = countedCode(one.icd10)
    return { key: counted, name: found.length === 1 ? name : one.name, code: counted }
  })
}

const drugOf = ({ preferred, atc }: Concept, locale: Locale): Named => ({
  key: preferred.en,
  name: preferred[language(locale)],
  code: atc ?? null,
})

/** The substances that a drug's name holds: two for a fixed combination that the dictionary does not know as one. */
export function nameDrug(name: string, dictionary: Dictionary, locale: Locale): Named[] {
  const drugs = recogniseTerms(name, dictionary).filter(({ kind }) => kind === 'drug')
  return drugs.length === 0 ? [unknown(name)] : drugs.map((drug) => drugOf(drug, locale))
}

/** Dose and times a day, under one key for `bid` and `每日两次`; the words are those that the document writes. Null without either. */
export function nameUsage({
  dose = '',
  frequency = '',
}: {
  dose?: string | undefined
  frequency?: string | undefined
}): Named | null {
  const name = [dose, frequency].filter(Boolean).join(' ')
  if (name === '') return null
  const perDay = frequencyAt(foldText(frequency).text, 0)?.value ?? null
  return { key: `${folded(dose)}|${perDay ?? folded(frequency)}`, name, code: null }
}

const GROUPS: Readonly<Record<string, { zh: string; en: string }>> = drugGroups.groups

/** The pharmacological group of an ATC code, by its longest prefix that has a name; null without one. */
export function groupOf(code: string | null, locale: Locale): Named | null {
  for (let length = code?.length ?? 0; length >= 3; length -= 1) {
    const prefix = code?.slice(0, length) ?? ''
    const group = GROUPS[prefix]
    if (group) return { key: group.en, name: group[language(locale)], code: prefix }
  }
  return null
}
