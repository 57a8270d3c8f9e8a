'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Notice } from '@/app/_ui/notice'
import { statusQuery } from '@/lib/admin/client'
import type { ConversationTurn } from '@/lib/consult/contract'
import { SECTION_IDS, type SectionId } from '@/lib/inference/contract'
import { AnswerActions } from './answer-actions'
import { AnswerState } from './answer-state'
import { ShowMechanism } from './show-mechanism'
import { VisibleText } from './visible-text'

interface AnswerColumnProps {
  turn: ConversationTurn | null
  displayName: string
}

/** One of the four parts. Its heading stands from the start, so nothing moves while text arrives. */
function Section({ id, turn }: { id: SectionId; turn: ConversationTurn | null }) {
  const t = useTranslations('consult.answer')
  const part = turn?.sections.find((section) => section.id === id)
  const over = turn !== null && turn.state !== 'running'
  const placeholder = over && part ? t('blank') : turn?.state === 'running' ? t('waiting') : ''
  return (
    <section aria-labelledby={`section-${id}`} className="border-line bg-panel min-h-36 rounded border p-3">
      <div className="mb-1 flex min-h-7 items-center justify-between">
        <h3 id={`section-${id}`} className="text-accent font-semibold">
          {t(id)}
        </h3>
        {id === 'mechanism' ? <ShowMechanism turn={turn} /> : null}
      </div>
      {part && part.text !== '' ? (
        <p className="leading-relaxed whitespace-pre-wrap">
          <VisibleText text={part.text} />
        </p>
      ) : (
        <p className="text-muted text-sm">{placeholder}</p>
      )}
    </section>
  )
}

/** The answer under its four headings, with the notice that it is to be verified. */
export function AnswerColumn({ turn, displayName }: AnswerColumnProps) {
  const t = useTranslations('consult.answer')
  const { data: status } = useQuery(statusQuery)
  return (
    <section aria-label={t('label')} className="flex min-h-0 flex-col gap-3 overflow-y-auto p-3">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h1 className="text-lg font-semibold">{t('label')}</h1>
        {turn && turn.state !== 'running' ? <AnswerActions turn={turn} displayName={displayName} /> : null}
      </div>
      <Notice tone="warning">
        {t('notice')}
        {status?.model.demo ? <strong className="block">{t('demoNotice')}</strong> : null}
      </Notice>
      {turn ? <AnswerState turn={turn} /> : <p className="text-muted text-sm">{t('emptyText')}</p>}
      {SECTION_IDS.map((id) => (
        <Section key={id} id={id} turn={turn} />
      ))}
    </section>
  )
}
