'use client'
import { useTranslations } from 'next-intl'
import type { ConversationTurn } from '@/lib/consult/contract'
import { VisibleText } from './visible-text'

/** The reasoning as it is written, one step a paragraph. */
export function ThoughtColumn({ turn }: { turn: ConversationTurn | null }) {
  const t = useTranslations('consult.thought')
  const steps = (turn?.thought ?? '').split(/\n+/).filter((step) => step.trim() !== '')
  return (
    <section
      aria-label={t('label')}
      className="border-line flex min-h-0 flex-col gap-2 overflow-y-auto border-l p-3"
    >
      <h2 className="font-semibold">{t('label')}</h2>
      <p className="text-muted text-xs">{t('notice')}</p>
      {steps.length === 0 ? <p className="text-muted text-sm">{t('empty')}</p> : null}
      <ol className="flex flex-col gap-2">
        {steps.map((step, i) => (
          <li key={i} className="border-line border-l-2 pl-2 text-sm">
            <span className="text-muted block text-xs">{t('step', { number: i + 1 })}</span>
            <VisibleText text={step} />
          </li>
        ))}
      </ol>
    </section>
  )
}
