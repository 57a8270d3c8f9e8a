'use client'
import { useTranslations } from 'next-intl'
import { useId, useState, type RefObject } from 'react'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Checkbox } from '@/app/_ui/checkbox'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { stopRun } from '@/lib/consult/client'
import type { ConversationTurn, StartRunInput } from '@/lib/consult/contract'
import { RequestError } from '@/lib/shared/fetch-json'
import { CalculatorsButton } from './calculators/calculators-button'
import { CheckPanel } from './check/check-panel'
import { QuestionBox } from './check/question-box'
import { TAKE_KEY } from './check/suggestion-card'
import { useCheck } from './check/use-check'
import { ContextMeter } from './context-meter'
import { TemplateStarter } from './template-starter'
import type { useAsk } from './use-ask'
import type { Draft } from './use-draft'
import { useStopKey } from './use-stop-key'

interface ComposerProps {
  conversationId: string | null
  turns: readonly ConversationTurn[]
  draft: Draft
  ask: ReturnType<typeof useAsk>
  /** Which question this one becomes a newer version of. */
  version: Pick<StartRunInput, 'replaces'>
  /** Makes it a question of its own again. */
  onVersion: () => void
  /** The question of the box was accepted. */
  onDone: () => void
  ref: RefObject<HTMLTextAreaElement | null>
}

/** Where the question is typed, with everything that helps to write it. */
export function Composer(props: ComposerProps) {
  const { conversationId, turns, draft, ask, version, onVersion, onDone, ref: box } = props
  const { text, write: setText } = draft
  const t = useTranslations('consult.case')
  const portal = useTranslations('portal')
  const id = useId()
  const [picking, pick] = useState(false)
  const [onRounds, setOnRounds] = useState(false)
  const running = turns.find(({ state }) => state === 'running')
  const stopping = useStopKey(running?.runId)
  const ready = text.trim() !== '' && !ask.isPending && !running
  const submit = () => {
    if (ready) ask.mutate({ asked: { question: text, onRounds, ...version }, done: onDone })
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
      {version.replaces === undefined ? null : (
        <div className="border-accent flex flex-wrap items-center justify-between gap-2 rounded border px-2 py-1 text-sm">
          {t('newVersion')}
          <Button variant="quiet" onClick={onVersion}>
            {t('asFollowUp')}
          </Button>
        </div>
      )}
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
          onAsk={(asked) => ask.mutateAsync({ asked: { ...asked, onRounds } })}
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
