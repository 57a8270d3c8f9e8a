'use client'
import { useTranslations } from 'next-intl'
import type { Term } from '@/lib/clinical/contract'
import { codesOf, useConceptName } from './use-explanation'

/** The terms of the question, each once for each way it is meant, with its codes; ambiguous ones with their candidates. */
export function TermList({ terms }: { terms: readonly Term[] }) {
  const t = useTranslations('check')
  const nameOf = useConceptName()
  const shown = [
    ...new Map(terms.map((term) => [`${term.surface}|${term.status}|${term.preferred.en}`, term])).values(),
  ]
  return (
    <ul className="flex flex-col gap-0.5 text-xs">
      {shown.map((term) => (
        <li key={`${term.start}`}>
          {/* A name that begins with the word itself is not said twice. */}
          {!term.candidates && nameOf(term).startsWith(term.surface) ? null : (
            <span className="font-medium">{term.surface} </span>
          )}
          {term.candidates ? (
            <span className="text-warning">
              {t('ambiguous', { names: term.candidates.map(nameOf).join(t('or')) })}
            </span>
          ) : (
            <span>{nameOf(term)}</span>
          )}{' '}
          <span className="text-muted">
            {[codesOf(term), term.status === 'affirmed' ? '' : t(`status.${term.status}`)]
              .filter((part) => part !== '')
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  )
}
