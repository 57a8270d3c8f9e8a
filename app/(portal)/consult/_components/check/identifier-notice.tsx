'use client'
import { useTranslations } from 'next-intl'
import { Notice } from '@/app/_ui/notice'
import type { CheckedQuestion } from '@/lib/consult/check/contract'
import { VisibleText } from '../visible-text'

/** What may identify somebody, what happens to it, and the text as the model will see it. */
export function IdentifierNotice({ identifiers, privacy }: Pick<CheckedQuestion, 'identifiers' | 'privacy'>) {
  const t = useTranslations('check')
  return (
    <Notice tone={privacy.mode === 'block' ? 'error' : 'warning'} className="flex flex-col gap-1">
      <p className="font-medium">{t(`privacy.${privacy.mode}`, { count: identifiers.length })}</p>
      <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs">
        {identifiers.map(({ kind, surface, start, replacement }) => (
          <li key={start}>
            <span className="text-muted">{t(`identifier.${kind}`)}</span> <VisibleText text={surface} />
            {privacy.mode === 'mask' ? ` → ${replacement}` : null}
          </li>
        ))}
      </ul>
      {privacy.masked === null ? null : (
        <details className="text-xs">
          <summary className="cursor-pointer">{t('preview')}</summary>
          <p className="bg-raised mt-1 rounded p-2 whitespace-pre-wrap">
            <VisibleText text={privacy.masked} />
          </p>
        </details>
      )}
      <p className="text-muted text-xs">{t('incomplete')}</p>
    </Notice>
  )
}
