'use client'
import { useTranslations } from 'next-intl'
import { lazyPart } from '@/app/_ui/lazy-part'
import type { ConversationTurn } from '@/lib/consult/contract'
import { ThoughtPane } from './thought-pane'
import type { ThoughtViewProps } from './thought-view'

/** Before the first question, and until what shows its reasoning is there. */
function NoThought({ turn }: { turn: ConversationTurn | null }) {
  const t = useTranslations('consult.thought')
  const portal = useTranslations('portal')
  return (
    <ThoughtPane>
      <p className="text-muted text-sm">{turn === null ? t('empty') : portal('loading')}</p>
    </ThoughtPane>
  )
}

const ThoughtView = lazyPart(() => import('./thought-view').then((view) => view.ThoughtView), {
  waiting: NoThought,
})

type ThoughtColumnProps = Omit<ThoughtViewProps, 'turn'> & { turn: ConversationTurn | null }

/** The reasoning and its review, or before the first question what will stand there. */
export function ThoughtColumn({ turn, ...props }: ThoughtColumnProps) {
  return turn === null ? <NoThought turn={null} /> : <ThoughtView turn={turn} {...props} />
}
