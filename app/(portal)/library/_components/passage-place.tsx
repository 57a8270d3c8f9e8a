'use client'
import { useTranslations } from 'next-intl'

/** Where a passage stands: its headings, and its page where the form has pages. */
export function PassagePlace({ heading, page }: { heading: string; page: number | null }) {
  const t = useTranslations('library')
  const parts = [heading, page === null ? '' : t('page', { page })].filter((part) => part !== '')
  return parts.length === 0 ? null : <p className="text-muted text-xs">{parts.join(' · ')}</p>
}
