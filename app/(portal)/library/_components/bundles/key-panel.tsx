'use client'
import { useTranslations } from 'next-intl'
import { FactList } from '@/app/_ui/fact-list'
import { Notice } from '@/app/_ui/notice'
import { fingerprintGroups } from '@/lib/library/bundles/contract'

/** This site's public key, for the other site to enter, and its fingerprint, to be read out. */
export function KeyPanel({ own }: { own: { publicKey: string; fingerprint: string } | null }) {
  const t = useTranslations('bundles')
  return (
    <section aria-label={t('ownKey')} className="flex flex-col gap-3">
      <h2 className="font-semibold">{t('ownKey')}</h2>
      {own ? (
        <>
          <p className="text-muted max-w-4xl text-sm">{t('ownKeyText')}</p>
          <FactList
            facts={[
              [t('publicKey'), own.publicKey],
              [t('fingerprint'), fingerprintGroups(own.fingerprint)],
            ]}
          />
        </>
      ) : (
        <Notice tone="error">{t('noKey')}</Notice>
      )}
    </section>
  )
}
