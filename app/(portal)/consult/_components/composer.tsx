'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocale, useTranslations } from 'next-intl'
import { useId, useRef, useState } from 'react'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Checkbox } from '@/app/_ui/checkbox'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Loading } from '@/app/_ui/states'
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
import { useDraft, useFormerDraft } from './use-draft'
import { useStopKey } from './use-stop-key'

interface ComposerProps {
  conversationId: string | null
  turns: readonly ConversationTurn[]
  onAsked: (conversationId: string) => void
  onShow: (runId: string) => void
}

/** Asks a question; what was typed stays in the box until the server has accepted it. */
function useAsk({ conversationId, onAsked, onShow }: Omit<ComposerProps, 'turns'>) {
  const queries = useQueryClient()
  const locale = toLocale(useLocale())
  return useMutation({
    mutationFn: (asked: StartRunInput) =>
      startRun({ locale, ...asked, ...(conversationId === null ? {} : { conversationId }) }),
    onSuccess: async ({ runId, conversationId: id }) => {
      await queries.query({ ...conversationQuery(id), staleTime: 0 })
      await queries.invalidateQueries({ queryKey: conversationsQuery.queryKey })
      onAsked(id)
      onShow(runId)
    },
  })
}

/** The box of a case, once what was typed in it before is known. */
export function Composer(props: ComposerProps) {
  const t = useTranslations('portal')
  const former = useFormerDraft(props.conversationId)
  return former === undefined ? <Loading label={t('loading')} /> : <Box {...props} former={former} />
}

function Box({ conversationId, turns, onAsked, onShow, former }: ComposerProps & { former: string }) {
  const t = useTranslations('consult.case')
  const portal = useTranslations('portal')
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  const { text, write: setText, asked } = useDraft(conversationId, former)
  const [picking, pick] = useState(false)
  const [onRounds, setOnRounds] = useState(false)
  const ask = useAsk({ conversationId, onAsked, onShow })
  const running = turns.find(({ state }) => state === 'running')
  const stopping = useStopKey(running?.runId)
  const ready = text.trim() !== '' && !ask.isPending && !running
  const submit = () => {
    if (ready) ask.mutate({ question: text, onRounds }, { onSuccess: asked })
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
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="text-sm font-medium">
        {t('question')}
      </label>
      <QuestionBox
        id={id}
        rows={turns.length === 0 ? 12 : 5}
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
      <CheckPanel {...check} onRetry={check.retry} onTake={take} />
    </div>
  )
}
