'use client'
import { useTranslations } from 'next-intl'
import type { ConversationTurn } from '@/lib/consult/contract'
import { VisibleText } from './visible-text'

/** What the model was told of the case before the question, as it was told. */
export function ToldCard({ card }: Pick<ConversationTurn, 'card'>) {
  const t = useTranslations('consult.card')
  if (!card) return null
  return (
    <details className="border-line rounded border px-2 text-xs">
      <summary className="min-h-8 py-1.5">{t('label', { tokens: card.tokens })}</summary>
      <ul className="mt-1 flex flex-col gap-0.5">
        {card.lines.map((line) => (
          <li key={line}>
            <VisibleText text={line} />
          </li>
        ))}
      </ul>
      <p className="text-muted mt-1 pb-1.5">{t('notice')}</p>
    </details>
  )
}
