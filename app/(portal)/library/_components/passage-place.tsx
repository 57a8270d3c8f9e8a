'use client'
import { useTranslations } from 'next-intl'
import { useLangOf } from '@/app/_ui/use-lang-of'

/** Where a passage stands: its headings, and its page where the form has pages. */
export function PassagePlace({ heading, page }: { heading: string; page: number | null }) {
  const t = useTranslations('library')
  const langOf = useLangOf()
  const place = page === null ? '' : t('page', { page })
  if (heading === '' && place === '') return null
  return (
    <p className="text-muted text-xs">
      <span lang={langOf(heading)}>{heading}</span>
      {heading !== '' && place !== '' ? ' · ' : ''}
      {place}
    </p>
  )
}
