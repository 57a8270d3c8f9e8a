'use client'
import { useTranslations } from 'next-intl'
import { lazyPart } from '@/app/_ui/lazy-part'
import { Notice } from '@/app/_ui/notice'
import { Loading } from '@/app/_ui/states'
import type { ConversationTurn } from '@/lib/consult/contract'
import { SECTION_IDS } from '@/lib/inference/pure/sections'
import type { AnswerViewProps } from './answer-view'

function AnswerComing() {
  const t = useTranslations('portal')
  return <Loading label={t('loading')} />
}

/** What sets an answer, with its marks, sources and copies, is not needed to ask the first question. */
const AnswerView = lazyPart(() => import('./answer-view').then((view) => view.AnswerView), {
  waiting: AnswerComing,
})

/** Before the first question: what an answer will consist of. */
function NoAnswer() {
  const t = useTranslations('consult.answer')
  return (
    <div className="pinned:min-h-0 pinned:overflow-y-auto flex-1">
      <div className="mx-auto flex w-full max-w-[46rem] flex-col gap-3 p-4 sm:p-6">
        <h2 className="text-lg font-semibold">{t('label')}</h2>
        <p className="text-muted">{t('emptyText')}</p>
        <Notice tone="warning">{t('notice')}</Notice>
        <ol className="flex flex-col gap-2">
          {SECTION_IDS.map((id) => (
            <li key={id} className="border-line rounded border border-dashed px-3 py-2">
              <h3 className="text-accent font-semibold">{t(id)}</h3>
              <p className="text-muted text-sm">{t(`about.${id}`)}</p>
            </li>
          ))}
        </ol>
      </div>
    </div>
  )
}

type AnswerColumnProps = Omit<AnswerViewProps, 'turn'> & { turn: ConversationTurn | null }

/** The answer, or before the first question what it will be. */
export function AnswerColumn({ turn, ...props }: AnswerColumnProps) {
  return turn === null ? <NoAnswer /> : <AnswerView turn={turn} {...props} />
}
