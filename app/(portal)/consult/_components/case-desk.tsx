'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from 'react'
import { joined, useDraft, useFormerDraft, type Draft } from '@/app/(portal)/_components/continuity/use-draft'
import { useIsLost } from '@/app/(portal)/_components/continuity/use-is-lost'
import { Loading } from '@/app/_ui/states'
import { stopRun } from '@/lib/consult/client'
import { NEW_CASE_DRAFT } from '@/lib/consult/pure/draft-places'
import { rootOf } from '@/lib/consult/pure/versions'
import type { ConversationTurn } from '@/lib/consult/contract'
import { RequestError } from '@/lib/shared/fetch-json'
import { Composer } from './composer'
import { CompareTurns } from './turns/lazy-compare'
import { QuestionList } from './turns/question-list'
import { typedKey, useAsk } from './use-ask'
import { useFocusOnBox } from './use-focus-on-box'

interface CaseDeskProps {
  conversationId: string | null
  turns: readonly ConversationTurn[]
  shownRun: string | null
  onAsked: (conversationId: string) => void
  onShow: (runId: string) => void
  /** Which case it is, above its questions. */
  picker: ReactNode
  /** What can be done with the whole case, below them. */
  actions: ReactNode
}

/** A question that this page asked and that was refused before a word of its answer returns to the box, once. */
function useRefused(turns: readonly ConversationTurn[], putBack: (turn: ConversationTurn) => void): void {
  const queries = useQueryClient()
  useEffect(() => {
    const last = turns.at(-1)
    if (last?.state !== 'failed' || last.sections.some(({ text }) => text !== '')) return
    if (queries.getQueryData(typedKey(last.runId)) === undefined) return
    putBack(last)
    queries.removeQueries({ queryKey: typedKey(last.runId) })
  }, [turns, putBack, queries])
}

/** That the server was not reached is over once it is reached again. */
function useForgetUnreached(ask: ReturnType<typeof useAsk>): void {
  const lost = useIsLost()
  const forget = useEffectEvent(() => {
    const answered = ask.error instanceof RequestError && ask.error.problem
    if (ask.isError && !answered) ask.reset()
  })
  useEffect(() => {
    if (!lost) forget()
  }, [lost])
}

/** What the questions of the case and the box share: the text, what it replaces, and asking. */
function Desk({ draft, ...props }: CaseDeskProps & { draft: Draft }) {
  const { turns, shownRun, onShow, picker, actions } = props
  const queries = useQueryClient()
  const box = useRef<HTMLTextAreaElement>(null)
  useFocusOnBox(turns.at(-1)?.runId)
  const [editing, edit] = useState<ConversationTurn | null>(null)
  const [compared, compare] = useState<readonly [string, string] | null>(null)
  const ask = useAsk(props)
  const typedOf = (turn: ConversationTurn) =>
    queries.getQueryData<string>(typedKey(turn.runId)) ?? turn.question
  const putBack = (turn: ConversationTurn) => {
    draft.write(joined(typedOf(turn), draft.text))
    edit(turn)
    box.current?.focus()
  }
  useRefused(turns, putBack)
  useForgetUnreached(ask)
  const version = editing ? { replaces: rootOf(editing) } : {}
  return (
    <>
      <Composer
        {...props}
        ref={box}
        draft={draft}
        ask={ask}
        version={version}
        onVersion={() => {
          draft.join()
          edit(null)
        }}
        onLeave={() => {
          draft.restore()
          edit(null)
          box.current?.focus()
        }}
        onDone={() => {
          draft.asked()
          edit(null)
        }}
      >
        {picker}
        <QuestionList
          turns={turns}
          shownRun={shownRun}
          busy={ask.isPending || turns.some(({ state }) => state === 'running')}
          onShow={onShow}
          onAskAgain={(turn) => ask.mutate({ asked: { question: turn.question, replaces: rootOf(turn) } })}
          onEdit={(turn) => {
            draft.setAside(typedOf(turn))
            edit(turn)
            box.current?.focus()
          }}
          onContinue={(turn) => ask.mutate({ asked: { question: turn.question, continues: turn.runId } })}
          onCancel={(turn) => {
            void stopRun(turn.runId).catch(() => undefined)
            putBack(turn)
          }}
          onCompare={(older, newer) => compare([older, newer])}
        />
        {actions}
      </Composer>
      {compared ? <CompareTurns turns={turns} first={compared} onClose={() => compare(null)} /> : null}
    </>
  )
}

function WithDraft({ former, ...props }: CaseDeskProps & { former: string }) {
  const draft = useDraft(props.conversationId ?? NEW_CASE_DRAFT, former)
  return <Desk {...props} draft={draft} />
}

/** Questions and box of a case, once what was typed there before is known. */
export function CaseDesk(props: CaseDeskProps) {
  const t = useTranslations('portal')
  const former = useFormerDraft(props.conversationId ?? NEW_CASE_DRAFT)
  return former === undefined ? <Loading label={t('loading')} /> : <WithDraft {...props} former={former} />
}
