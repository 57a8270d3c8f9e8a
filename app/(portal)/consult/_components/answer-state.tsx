'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { Notice } from '@/app/_ui/notice'
import type { Connection } from '@/lib/consult/client'
import type { ConversationTurn } from '@/lib/consult/contract'
import { RequestError } from '@/lib/shared/fetch-json'

/** Where the run stands: the key of its sentence, the same for as long as nothing new is to be said of it. */
export function stateKey(turn: ConversationTurn) {
  if (turn.state === 'failed') return 'failed'
  if (turn.done) return turn.done.unread ? 'unread' : turn.done.outcome
  if (turn.queue) return 'queued'
  if (turn.sections.length > 0) return 'writing'
  return turn.context ? 'thinking' : 'starting'
}

/** Where the run stands, in one short sentence; empty without a run. */
export function useStateSentence(turn: ConversationTurn | null): string {
  const t = useTranslations('consult.state')
  if (turn === null) return ''
  const { position = 0, estimatedSeconds: seconds = 0 } = turn.queue ?? {}
  return t(stateKey(turn), { position, seconds })
}

/** What the answer took, and its record: the foot of the document. */
export function Figures({ done }: { done: NonNullable<ConversationTurn['done']> }) {
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

const DOTS = {
  running: 'bg-accent motion-safe:animate-pulse',
  whole: 'bg-success',
  broken: 'bg-warning',
} as const

/** The state as a dot and a sentence, with the time where there is room for it in one line. Who does not see it hears of it from the announcer. */
export function StateLine({ turn, connection }: AnswerStateProps) {
  const sentence = useStateSentence(turn)
  const t = useTranslations('consult.figures')
  const format = useFormatter()
  const state = turn.state === 'running' ? 'running' : turn.done?.outcome === 'complete' ? 'whole' : 'broken'
  const total = turn.done?.timings.totalMs
  return (
    <div className="flex min-w-0 items-baseline gap-2 text-sm">
      <span aria-hidden className={clsx('size-2 shrink-0 rounded-full', DOTS[state])} />
      <p className={clsx('min-w-0', state === 'broken' && 'text-warning font-medium')}>
        {connection.state === 'open' || turn.state !== 'running' ? sentence : null}
      </p>
      {total === undefined || state !== 'whole' ? null : (
        <span className="text-muted hidden text-xs whitespace-nowrap @[32rem]:inline">
          {t('total', { seconds: format.number(total / 1000, { maximumFractionDigits: 0 }) })}
        </span>
      )}
    </div>
  )
}

/** What of the state needs more than a word: a broken stream, turns left out, a fault. */
export function AnswerState({ turn, connection }: AnswerStateProps) {
  const context = useTranslations('context')
  const dropped = turn.context?.droppedTurns ?? []
  const numbers = dropped.map((number) => number - 1).join(context('separator'))
  return (
    <>
      {turn.state === 'running' ? <Broken connection={connection} /> : null}
      {dropped.length > 0 ? <Notice tone="warning">{context('dropped', { numbers })}</Notice> : null}
      {turn.error ? <Notice tone="error">{turn.error.message}</Notice> : null}
    </>
  )
}
