'use client'
import { Flag } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import type { RedFlag } from '@/lib/clinical/red-flags/red-flag'
import { toLocale } from '@/lib/shared/locale'

/** The red flags of what is typed, by name, beside the box: what they mean stands in the check, which may have to be scrolled to. */
export function FlagNames({ flags }: { flags: readonly RedFlag[] }) {
  const t = useTranslations('review.flags')
  const locale = toLocale(useLocale())
  if (flags.length === 0) return null
  const names = flags.map(({ name }) => name[locale]).join(locale === 'en' ? '; ' : '；')
  return (
    <p className="text-danger border-danger border-l-4 pl-2 text-sm font-semibold">
      <Flag aria-hidden size={14} className="mr-1 inline" />
      {t('named', { count: flags.length })} {names}
    </p>
  )
}
