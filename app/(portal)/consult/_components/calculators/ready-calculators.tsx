'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import type { Fact, Term } from '@/lib/clinical/contract'
import { toLocale } from '@/lib/shared/locale'
import { readyCalculators } from './list-ready'

interface ReadyCalculatorsProps {
  facts: readonly Fact[]
  terms: readonly Term[]
  onOpen: (id: string) => void
}

/** Calculators for which the text says everything: one click away. */
export function ReadyCalculators({ facts, terms, onOpen }: ReadyCalculatorsProps) {
  const t = useTranslations('calculators')
  const locale = toLocale(useLocale())
  const ready = readyCalculators({ facts, terms })
  if (ready.length === 0) return null
  return (
    <div className="flex flex-col gap-1">
      <h3 className="text-xs font-semibold">{t('ready')}</h3>
      <ul className="flex flex-wrap gap-1">
        {ready.map(({ id, name }) => (
          <li key={id}>
            <Button onClick={() => onOpen(id)}>{name[locale]}</Button>
          </li>
        ))}
      </ul>
    </div>
  )
}
