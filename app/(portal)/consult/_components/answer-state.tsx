'use client'
import { clsx } from 'clsx'
import { useFormatter, useTranslations } from 'next-intl'
import { Notice } from '@/app/_ui/notice'
import type { Connection } from '@/lib/consult/client'
import type { ConversationTurn } from '@/lib/consult/contract'
import { RequestError } from '@/lib/shared/fetch-json'

/** Where the run stands, in one short sentence that screen readers hear when it changes. */
function useStateSentence(turn: ConversationTurn): string {
  const t = useTranslations('consult.state')
  if (turn.state === 'failed') return t('failed')
  if (turn.done) return t(turn.done.unread ? 'unread' : turn.done.outcome)
  if (turn.queue) return t('queued', { position: turn.queue.position, seconds: turn.queue.estimatedSeconds })
  if (turn.sections.length > 0) return t('writing')
  return t(turn.context ? 'thinking' : 'starting')
}

function Figures({ done }: { done: NonNullable<ConversationTurn['done']> }) {
  const t = useTranslations('consult.figures')
  const format = useFormatter()
  const seconds = (ms: number) =>
    format.number(ms / 1000, { maximumFractionDigits: 1, minimumFractionDigits: 1 })
  const { tokens, timings, recordId } = done
  return (
    <p className="text-muted flex flex-wrap gap-x-4 text-xs">
      <span>{t('tokens', tokens)}</span>
      {timings.firstTokenMs === null ? null : (
        <span>{t('first', { seconds: seconds(timings.firstTokenMs) })}</span>
      )}
      <span>{t('total', { seconds: seconds(timings.totalMs) })}</span>
      <span>{t('record', { id: recordId })}</span>
    </p>
  )
}

/** While an answer is being written and its stream is broken: what is shown may be behind, and what happens next. */
function Broken({ connection }: { connection: Connection }) {
  const t = useTranslations('consult.connection')
  if (connection.state === 'open') return null
  if (connection.state === 'broken') {
    return <Notice tone="warning">{t('broken', { seconds: connection.retrySeconds })}</Notice>
  }
  const { error } = connection
  const reason = error instanceof RequestError && error.problem ? error.problem.title : ''
  return <Notice tone="error">{t('refused', { reason })}</Notice>
}

interface AnswerStateProps {
  turn: ConversationTurn
  connection: Connection
}

export function AnswerState({ turn, connection }: AnswerStateProps) {
  const sentence = useStateSentence(turn)
  const context = useTranslations('context')
  const dropped = turn.context?.droppedTurns ?? []
  const numbers = dropped.map((number) => number - 1).join(context('separator'))
  const plain = turn.state === 'running' || turn.done?.outcome === 'complete'
  return (
    <div className="flex flex-col gap-1">
      <p role="status" className={clsx('text-sm', plain ? 'text-muted' : 'text-warning font-medium')}>
        {sentence}
      </p>
      {turn.state === 'running' ? <Broken connection={connection} /> : null}
      {dropped.length > 0 ? <Notice tone="warning">{context('dropped', { numbers })}</Notice> : null}
      {turn.error ? <Notice tone="error">{turn.error.message}</Notice> : null}
      {turn.done ? <Figures done={turn.done} /> : null}
    </div>
  )
}
