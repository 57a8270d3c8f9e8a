'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { clsx } from 'clsx'
import { useEffect, useState } from 'react'
import { Loading } from '@/app/_ui/states'
import { conversationQuery, conversationsQuery, useConversation } from '@/lib/consult/client'
import { RequestError } from '@/lib/shared/fetch-json'
import { AnswerAnnouncer } from './answer-announcer'
import { AnswerColumn } from './answer-column'
import { AnswerSheet } from './release/answer-sheet'
import { CaseColumn } from './case-column'
import { Pane } from './pane'
import { PaneTabs, tabId, type Pane as PaneName } from './pane-tabs'
import type { SeverityFilter } from './review/review-summary'
import { useDoneSignal } from './use-done-signal'
import { ThoughtColumn } from './thought-column'
import { usePaneLayout, type PaneLayout } from './use-pane-layout'

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

const COLUMNS: Record<PaneLayout, string> = {
  columns:
    'grid-cols-[17rem_minmax(0,1fr)_15rem] xl:grid-cols-[22rem_minmax(0,1fr)_20rem] grid-rows-[minmax(0,1fr)]',
  two: 'grid-cols-[minmax(15rem,19rem)_minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]',
  one: 'grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]',
}

/** Which panes are shown, by the room there is and by what was chosen last; an answer goes before an empty case. */
function usePanes(answered: boolean) {
  const layout = usePaneLayout()
  const [chosen, show] = useState<PaneName | null>(null)
  const wanted = chosen ?? (answered ? 'answer' : 'case')
  const shown = layout === 'two' && wanted === 'case' ? 'answer' : wanted
  const hides = (pane: PaneName) => {
    if (layout === 'columns' || (layout === 'two' && pane === 'case')) return false
    return pane !== shown
  }
  return { layout, shown, show, hides }
}

const focusOn = (selector: string) =>
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus())
const BOX = '#pane-case textarea'

/**
 * The case on the left, the answer in the middle, the reasoning on the right, each scrolling by itself; in a narrow window
 * behind tabs.
 */
export function ConsultWorkspace({ displayName }: ConsultWorkspaceProps) {
  const t = useTranslations('portal')
  const consult = useTranslations('consult')
  const { list, openId, choose } = useOpenCase()
  const conversation = useConversation(openId)
  useForgetGone(openId, conversation.error, choose)
  const [shownRun, showRun] = useState<string | null>(null)
  const [filter, setFilter] = useState<SeverityFilter>('all')
  const turns = openId === null ? [] : (conversation.data?.turns ?? [])
  const { layout, shown, show, hides } = usePanes(turns.length > 0)
  const loading = list.isPending || (openId !== null && conversation.isPending)
  useDoneSignal(turns.at(-1) ?? null)
  if (loading) return <Loading label={t('loading')} />
  const turn = turns.find(({ runId }) => runId === shownRun) ?? turns.at(-1) ?? null
  const tabbed = layout !== 'columns'
  return (
    <>
      <h1 className="sr-only">{t('nav.consult')}</h1>
      <div className={clsx('screen-only pinned:min-h-0 grid flex-1', COLUMNS[layout])}>
        {tabbed ? (
          <PaneTabs
            panes={layout === 'one' ? ['case', 'answer', 'thought'] : ['answer', 'thought']}
            shown={shown}
            onShow={show}
          />
        ) : null}
        <Pane
          name="case"
          label={consult('case.label')}
          tabbed={layout === 'one'}
          hidden={hides('case')}
          className={clsx('border-line border-r', layout === 'two' && 'col-start-1 row-span-2 row-start-1')}
        >
          <h2 className="sr-only">{consult('case.label')}</h2>
          <CaseColumn
            conversations={list.data?.conversations ?? []}
            openId={openId}
            turns={turns}
            shownRun={turn?.runId ?? null}
            onOpen={choose}
            onShow={(runId) => {
              showRun(runId)
              show('answer')
              // What was pressed is out of sight then.
              if (layout === 'one') focusOn(`#${tabId('answer')}`)
            }}
          />
        </Pane>
        <Pane name="answer" label={consult('answer.label')} tabbed={tabbed} hidden={hides('answer')}>
          <AnswerColumn
            turn={turn}
            displayName={displayName}
            filter={filter}
            connection={conversation.connection}
            onFindings={() => show('answer')}
            onReview={() => {
              show('thought')
              focusOn('#review')
            }}
            onFollowUp={
              layout === 'one'
                ? () => {
                    show('case')
                    focusOn(BOX)
                  }
                : null
            }
          />
        </Pane>
        <Pane
          name="thought"
          label={consult('thought.label')}
          tabbed={tabbed}
          hidden={hides('thought')}
          className={clsx('border-line', !tabbed && 'border-l')}
        >
          <ThoughtColumn turn={turn} filter={filter} onFilter={setFilter} />
        </Pane>
      </div>
      <AnswerAnnouncer turn={turn} />
      {turn ? <AnswerSheet key={turn.runId} turn={turn} displayName={displayName} /> : null}
    </>
  )
}
