'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Loading } from '@/app/_ui/states'
import { conversationQuery, conversationsQuery, useConversation } from '@/lib/consult/client'
import { RequestError } from '@/lib/shared/fetch-json'
import { AnswerColumn } from './answer-column'
import { AnswerSheet } from './release/answer-sheet'
import { CaseColumn } from './case-column'
import type { SeverityFilter } from './review/review-summary'
import { useDoneSignal } from './use-done-signal'
import { ThoughtColumn } from './thought-column'

interface ConsultWorkspaceProps {
  displayName: string
}

/** Which case is open: the one chosen, else the newest in memory, else none (`null`). */
function useOpenCase() {
  const list = useQuery(conversationsQuery)
  const [chosen, choose] = useState<string | null>()
  const newest = list.data?.conversations[0]?.id ?? null
  return { list, openId: chosen === undefined ? newest : chosen, choose }
}

/** A case that is not here any more, for example because it was handed over, leaves nothing on the page. */
function useForgetGone(openId: string | null, error: Error | null, choose: (id: null) => void): void {
  const queries = useQueryClient()
  const gone = error instanceof RequestError && error.problem?.code === 'not_found'
  useEffect(() => {
    if (!gone || openId === null) return
    choose(null)
    queries.removeQueries({ queryKey: conversationQuery(openId).queryKey })
    void queries.invalidateQueries({ queryKey: conversationsQuery.queryKey })
  }, [gone, openId, choose, queries])
}

/** The case on the left, the answer in the middle, the reasoning on the right. */
export function ConsultWorkspace({ displayName }: ConsultWorkspaceProps) {
  const t = useTranslations('portal')
  const { list, openId, choose } = useOpenCase()
  const conversation = useConversation(openId)
  useForgetGone(openId, conversation.error, choose)
  const [shownRun, showRun] = useState<string | null>(null)
  const [filter, setFilter] = useState<SeverityFilter>('all')
  const turns = openId === null ? [] : (conversation.data?.turns ?? [])
  useDoneSignal(turns.at(-1) ?? null)
  if (list.isPending || (openId !== null && conversation.isPending)) return <Loading label={t('loading')} />
  const turn = turns.find(({ runId }) => runId === shownRun) ?? turns.at(-1) ?? null
  return (
    <>
      <div className="screen-only grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(15rem,22rem)_minmax(22rem,1fr)_minmax(14rem,22rem)]">
        <CaseColumn
          conversations={list.data?.conversations ?? []}
          openId={openId}
          turns={turns}
          shownRun={turn?.runId ?? null}
          onOpen={choose}
          onShow={showRun}
        />
        <AnswerColumn
          turn={turn}
          displayName={displayName}
          filter={filter}
          connection={conversation.connection}
        />
        <ThoughtColumn turn={turn} filter={filter} onFilter={setFilter} />
      </div>
      {turn ? <AnswerSheet key={turn.runId} turn={turn} displayName={displayName} /> : null}
    </>
  )
}
