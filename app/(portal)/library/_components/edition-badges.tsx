'use client'
import { useTranslations } from 'next-intl'
import type { EditionState } from '@/lib/library/contract'

interface EditionBadgesProps {
  /** Left out where it goes without saying. */
  state?: EditionState
  example: boolean
  expired: boolean
  /** The site that it came from; left out where that does not matter. */
  origin?: string | null
}

/** What must be known of an edition before it is relied on. */
export function EditionBadges({ state, example, expired, origin }: EditionBadgesProps) {
  const t = useTranslations('library')
  const badge = 'border-line rounded border px-1.5 text-xs whitespace-nowrap'
  return (
    <span className="inline-flex flex-wrap items-baseline gap-1">
      {state ? <span className={`${badge} text-muted`}>{t(`states.${state}`)}</span> : null}
      {example ? (
        <span className={`${badge} text-warning`} title={t('exampleText')}>
          {t('example')}
        </span>
      ) : null}
      {origin ? (
        <span className={`${badge} text-muted`} title={t('originFrom', { name: origin })}>
          {t('imported')}
        </span>
      ) : null}
      {expired ? <span className={`${badge} text-warning`}>{t('expired')}</span> : null}
    </span>
  )
}
