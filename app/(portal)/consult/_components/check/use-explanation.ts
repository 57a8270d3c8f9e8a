import { useLocale, useTranslations } from 'next-intl'
import type { Concept, Fact, Term } from '@/lib/clinical/contract'
import type { CheckedQuestion } from '@/lib/consult/check/contract'
import { useFactText } from './use-fact-text'

/** The codes of a concept as they are written in notes: ICD-10 I21.9 · ICD-11 BA41.Z. */
export function codesOf({ icd10, icd11, snomed, atc }: Concept): string {
  const named = [
    ['ICD-10', icd10],
    ['ICD-11', icd11],
    ['SNOMED CT', snomed],
    ['ATC', atc],
  ] as const
  return named.flatMap(([system, code]) => (code ? [`${system} ${code}`] : [])).join(' · ')
}

/** A concept's name in the language of the page, with the other one where it helps. */
export function useConceptName() {
  const english = useLocale() === 'en'
  return ({ preferred }: Pick<Concept, 'preferred'>) =>
    english ? preferred.en : `${preferred.zh}（${preferred.en}）`
}

/** What a place in the question means, in one line: for the line under the box and for screen readers. */
export function useExplanation() {
  const t = useTranslations('check')
  const nameOf = useConceptName()
  const factText = useFactText()
  const ofTerm = (term: Term) => {
    const meanings = term.candidates
      ? t('ambiguous', { names: term.candidates.map(nameOf).join(t('or')) })
      : nameOf(term)
    const status = term.status === 'affirmed' ? '' : t(`status.${term.status}`)
    return [`${term.surface}: ${meanings}`, codesOf(term), status].filter((part) => part !== '').join(' · ')
  }
  return (checked: CheckedQuestion, entity: CheckedQuestion['entities'][number]): string => {
    const at = (span: { start: number; end: number }) =>
      span.start === entity.start && span.end === entity.end
    if (entity.kind === 'identifier') {
      const found = checked.identifiers.find(at)
      return found ? t('identifierLine', { kind: t(`identifier.${found.kind}`), surface: found.surface }) : ''
    }
    if (entity.kind === 'term') {
      const term = checked.terms.find(at)
      return term ? ofTerm(term) : ''
    }
    const facts: Fact[] = checked.facts.filter(at)
    const inside = checked.terms.find(({ start, end }) => start >= entity.start && end <= entity.end)
    return [...facts.map(factText), ...(inside ? [ofTerm(inside)] : [])].join(' · ')
  }
}
