'use client'
import { Flag } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import type { RedFlag } from '@/lib/clinical/red-flags/red-flag'
import { toLocale } from '@/lib/shared/locale'

/** The names of some red flags in one line, in the language of the page. */
export function useFlagNames(flags: readonly RedFlag[]): string {
  const locale = toLocale(useLocale())
  return flags.map(({ name }) => name[locale]).join(locale === 'en' ? '; ' : '；')
}

/** How many red flags there are, and their names: what they mean stands in their list. */
export function FlagNames({ flags }: { flags: readonly RedFlag[] }) {
  const t = useTranslations('review.flags')
  const names = useFlagNames(flags)
  return (
    <span className="text-danger font-semibold">
      <Flag aria-hidden size={14} className="mr-1 inline" />
      {t('named', { count: flags.length })} {names}
    </span>
  )
}
