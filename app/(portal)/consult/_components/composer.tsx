'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useId, useRef, useState, type ReactNode } from 'react'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Checkbox } from '@/app/_ui/checkbox'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { conversationQuery, conversationsQuery, startRun, stopRun } from '@/lib/consult/client'
import type { ConversationTurn, StartRunInput } from '@/lib/consult/contract'
import { RequestError } from '@/lib/shared/fetch-json'
import { toLocale } from '@/lib/shared/locale'
import { CalculatorsButton } from './calculators/calculators-button'
import { CheckPanel } from './check/check-panel'
import { QuestionBox } from './check/question-box'
import { TAKE_KEY } from './check/suggestion-card'
import { useCheck } from './check/use-check'
import { ContextMeter } from './context-meter'
import { TemplateStarter } from './template-starter'
import { useStopKey } from './use-stop-key'

interface ComposerProps {
  conversationId: string | null
  turns: readonly ConversationTurn[]
  onAsked: (conversationId: string) => void
  onShow: (runId: string) => void
  /** What stands above the box and scrolls. */
  children: ReactNode
}

/** Asks a question; what was typed stays in the box until the server has accepted it. */
function useAsk(
  { conversationId, onAsked, onShow }: Omit<ComposerProps, 'turns' | 'children'>,
  clear: () => void,
) {
  const queries = useQueryClient()
  const locale = toLocale(useLocale())
  return useMutation({
    mutationFn: (asked: StartRunInput) =>
      startRun({ locale, ...asked, ...(conversationId === null ? {} : { conversationId }) }),
    onSuccess: async ({ runId, conversationId: id }) => {
      clear()
      await queries.query({ ...conversationQuery(id), staleTime: 0 })
      await queries.invalidateQueries({ queryKey: conversationsQuery.queryKey })
      onAsked(id)
      onShow(runId)
    },
  })
}

/**
 * The box at the foot of the case, with what the rules say of its text above it. The box and its buttons stay in sight while
 * the rest scrolls.
 */
export function Composer({ conversationId, turns, onAsked, onShow, children }: ComposerProps) {
  const t = useTranslations('consult.case')
  const portal = useTranslations('portal')
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const [picking, pick] = useState(false)
  const [onRounds, setOnRounds] = useState(false)
  const ask = useAsk({ conversationId, onAsked, onShow }, () => setText(''))
  const running = turns.find(({ state }) => state === 'running')
  const stopping = useStopKey(running?.runId)
  const ready = text.trim() !== '' && !ask.isPending && !running
  const submit = () => {
    if (ready) ask.mutate({ question: text, onRounds })
  }
  const check = useCheck(text, conversationId)
  const suggestion = check.result?.checked.coach.suggestion ?? null
  const take = () => {
    if (suggestion === null) return
    setText(suggestion)
    box.current?.focus()
  }
  const inBox = { scope: box, typing: true }
  useShortcut({ ...inBox, keys: 'Ctrl+Enter', label: t('shortcut.ask'), run: submit })
  useShortcut({
    ...inBox,
    keys: '/',
    label: t('shortcut.template'),
    enabled: text === '',
    run: () => pick(true),
  })
  useShortcut({
    ...inBox,
    keys: TAKE_KEY,
    label: t('shortcut.take'),
    enabled: suggestion !== null,
    run: take,
  })
  const { error } = ask
  const sentence =
    error instanceof RequestError && error.problem ? error.problem.title : portal('unreachable')
  return (
    <>
      <div className="pinned:min-h-0 pinned:overflow-y-auto flex flex-1 flex-col gap-3 p-3">
        {children}
        <CheckPanel {...check} onRetry={check.retry} onTake={take} />
      </div>
      <div className="border-line bg-panel pinned:max-h-[65%] flex shrink-0 flex-col gap-1.5 overflow-y-auto border-t px-3 py-2">
        <label htmlFor={id} className="text-sm font-medium">
          {t('question')}
        </label>
        <QuestionBox
          id={id}
          rows={turns.length === 0 ? 8 : 3}
          value={text}
          onChange={setText}
          ref={box}
          describedBy={`${id}-hint`}
          placeholder={t(turns.length === 0 ? 'placeholder' : 'placeholderFollowUp')}
          result={check.result}
        />
        <p id={`${id}-hint`} className="text-muted text-xs">
          {t('noNames')}
        </p>
        {error ? <Notice tone="error">{sentence}</Notice> : null}
        {stopping}
        <div className="flex flex-wrap items-center gap-2">
          <Button variant="primary" disabled={!ready} title={t('askHint')} onClick={submit}>
            {ask.isPending ? t('asking') : t('ask')}
          </Button>
          {running ? (
            <Button
              variant="danger"
              title={t('stopHint')}
              onClick={() => void stopRun(running.runId).catch(() => undefined)}
            >
              {t('stop')}
            </Button>
          ) : null}
          <TemplateStarter
            open={picking}
            onOpen={pick}
            disabled={ask.isPending || running !== undefined}
            onAsk={(asked) => ask.mutateAsync({ ...asked, onRounds })}
            onInsert={setText}
          />
          <CalculatorsButton
            text={[...turns.map(({ question }) => question), text].join('\n')}
            onInsert={(line) => setText(text === '' ? line : `${text}\n${line}`)}
          />
          <Checkbox title={t('onRoundsHint')} checked={onRounds} onChange={setOnRounds}>
            {t('onRounds')}
          </Checkbox>
          <span className="text-muted text-xs">{running ? t('stopHint') : t('askHint')}</span>
        </div>
        {running && text !== '' ? <p className="text-muted text-xs">{t('running')}</p> : null}
        <ContextMeter id={`${id}-context`} conversationId={conversationId} text={text} enabled={!running} />
      </div>
    </>
  )
}
