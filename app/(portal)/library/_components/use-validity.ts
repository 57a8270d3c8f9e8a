'use client'
import { useTranslations } from 'next-intl'
import type { Edition } from '@/lib/library/contract'

/** Says from when to when an edition holds. */
export function useValidity(): (edition: Pick<Edition, 'validFrom' | 'validUntil'>) => string {
  const t = useTranslations('library')
  return ({ validFrom, validUntil }) => {
    const parts = [
      validFrom === null ? '' : t('from', { day: validFrom }),
      validUntil === null ? '' : t('until', { day: validUntil }),
    ].filter((part) => part !== '')
    return parts.length === 0 ? t('always') : parts.join(' ')
  }
}
