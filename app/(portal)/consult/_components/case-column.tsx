'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { Button } from '@/app/_ui/button'
import { Select } from '@/app/_ui/select'
import { conversationQuery, conversationsQuery, wipeConversation } from '@/lib/consult/client'
import type { ConversationSummary, ConversationTurn } from '@/lib/consult/contract'
import { CaseHandover, useHandover } from './case-handover'
import { CaseDesk } from './case-desk'
import { CaseName } from './turns/case-name'

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
  const options = conversations.map(({ id, name, createdAt, turns }) => {
    const time = format.dateTime(new Date(createdAt), { timeStyle: 'short' })
    return { value: id, label: name === '' ? t('item', { time, turns }) : t('named', { name, time, turns }) }
  })
  const open = conversations.find(({ id }) => id === openId)
  return (
    <div className="flex flex-wrap items-end gap-2">
      <Select
        className="min-w-32 flex-1"
        label={t('list')}
        options={[{ value: NEW_CASE, label: t('current') }, ...options]}
        value={openId ?? NEW_CASE}
        onChange={(value) => onOpen(value === NEW_CASE ? null : value)}
      />
      {open ? <CaseName key={open.id} id={open.id} name={open.name} /> : null}
      <Button onClick={() => onOpen(null)} disabled={openId === null}>
        {t('new')}
      </Button>
    </div>
  )
}

export function CaseColumn({ conversations, openId, turns, shownRun, onOpen, onShow }: CaseColumnProps) {
  const t = useTranslations('consult.case')
  const queries = useQueryClient()
  const handover = useHandover(onOpen)
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
    <>
      <CaseDesk
        key={openId ?? NEW_CASE}
        conversationId={openId}
        turns={turns}
        shownRun={shownRun}
        onAsked={onOpen}
        onShow={onShow}
        picker={<CasePicker conversations={conversations} openId={openId} onOpen={onOpen} />}
        actions={
          <div className="-ml-2 flex flex-wrap items-center gap-1 [&_button]:!px-2">
            <CaseHandover openId={openId} onOpen={onOpen} handover={handover} />
            {openId === null ? null : (
              <Button variant="quiet" className="!text-danger" onClick={() => onWipe(openId)}>
                {t('wipe')}
              </Button>
            )}
          </div>
        }
      />
      {question}
    </>
  )
}
