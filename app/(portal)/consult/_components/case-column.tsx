'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { useFormatter, useTranslations } from 'next-intl'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { Button } from '@/app/_ui/button'
import { Select } from '@/app/_ui/select'
import { conversationQuery, conversationsQuery, wipeConversation } from '@/lib/consult/client'
import type { ConversationSummary, ConversationTurn } from '@/lib/consult/contract'
import { CaseHandover } from './case-handover'
import { Composer } from './composer'
import { ToldCard } from './told-card'
import { VisibleText } from './visible-text'

interface CaseColumnProps {
  conversations: readonly ConversationSummary[]
  openId: string | null
  turns: readonly ConversationTurn[]
  shownRun: string | null
  onOpen: (id: string | null) => void
  onShow: (runId: string) => void
}

const NEW_CASE = ''

function CasePicker({
  conversations,
  openId,
  onOpen,
}: Pick<CaseColumnProps, 'conversations' | 'openId' | 'onOpen'>) {
  const t = useTranslations('consult.case')
  const format = useFormatter()
  const options = conversations.map(({ id, createdAt, turns }) => ({
    value: id,
    label: t('item', { time: format.dateTime(new Date(createdAt), { timeStyle: 'short' }), turns }),
  }))
  return (
    <div className="flex items-end gap-2">
      <Select
        className="min-w-0 flex-1"
        label={t('list')}
        options={[{ value: NEW_CASE, label: t('current') }, ...options]}
        value={openId ?? NEW_CASE}
        onChange={(value) => onOpen(value === NEW_CASE ? null : value)}
      />
      <Button onClick={() => onOpen(null)} disabled={openId === null}>
        {t('new')}
      </Button>
    </div>
  )
}

function Questions({ turns, shownRun, onShow }: Pick<CaseColumnProps, 'turns' | 'shownRun' | 'onShow'>) {
  const t = useTranslations('consult.case')
  return (
    <ol className="flex flex-col gap-2">
      {turns.map(({ runId, question, card }, i) => (
        <li key={runId} className="flex flex-col gap-1">
          <button
            type="button"
            aria-current={runId === shownRun ? 'true' : undefined}
            onClick={() => onShow(runId)}
            className={clsx(
              'border-line w-full rounded border px-2 py-1.5 text-left text-sm',
              runId === shownRun ? 'bg-raised' : 'hover:bg-raised',
            )}
          >
            <span className="text-muted block text-xs">
              {i === 0 ? t('pinned') : t('followUp', { number: i })}
            </span>
            <span className={clsx('whitespace-pre-wrap', i > 0 && 'line-clamp-3')}>
              <VisibleText text={question} />
            </span>
          </button>
          <ToldCard card={card} />
        </li>
      ))}
    </ol>
  )
}

export function CaseColumn({ conversations, openId, turns, shownRun, onOpen, onShow }: CaseColumnProps) {
  const t = useTranslations('consult.case')
  const queries = useQueryClient()
  const [ask, question] = useQuestion()
  const wipe = useMutation({
    mutationFn: wipeConversation,
    onSuccess: async (_, id) => {
      queries.removeQueries({ queryKey: conversationQuery(id).queryKey })
      onOpen(null)
      await queries.invalidateQueries({ queryKey: conversationsQuery.queryKey })
    },
  })
  const onWipe = (id: string) =>
    ask({ text: t('wipeConfirm'), action: t('wipe'), onYes: () => wipe.mutate(id) })
  return (
    <section
      aria-label={t('label')}
      className="border-line flex min-h-0 flex-col gap-3 overflow-y-auto border-r p-3"
    >
      <CasePicker conversations={conversations} openId={openId} onOpen={onOpen} />
      <Questions turns={turns} shownRun={shownRun} onShow={onShow} />
      <Composer
        key={openId ?? NEW_CASE}
        conversationId={openId}
        turns={turns}
        onAsked={onOpen}
        onShow={onShow}
      />
      <CaseHandover openId={openId} onOpen={onOpen} />
      {openId === null ? null : (
        <Button variant="quiet" className="text-danger self-start" onClick={() => onWipe(openId)}>
          {t('wipe')}
        </Button>
      )}
      {question}
    </section>
  )
}
