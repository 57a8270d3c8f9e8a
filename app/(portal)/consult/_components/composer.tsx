'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useId, useState, type ReactNode, type RefObject } from 'react'
import type { Draft } from '@/app/(portal)/_components/continuity/use-draft'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Checkbox } from '@/app/_ui/checkbox'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { stopRun } from '@/lib/consult/client'
import type { ConversationTurn, StartRunInput } from '@/lib/consult/contract'
import { blanksIn, dropBlanks, nextBlank, openField } from '@/lib/clinical/coach/blanks'
import type { RedFlag } from '@/lib/clinical/red-flags/red-flag'
import { RequestError } from '@/lib/shared/fetch-json'
import { toLocale } from '@/lib/shared/locale'
import { CalculatorsButton } from './calculators/calculators-button'
import { CheckPanel } from './check/check-panel'
import { QuestionBox } from './check/question-box'
import { TAKE_KEY } from './check/suggestion-card'
import { useBlanks } from './check/use-blanks'
import { useCheck } from './check/use-check'
import { ContextMeter } from './context-meter'
import { TemplateStarter } from './template-starter'
import { FlagNames } from './review/flag-names'
import type { useAsk } from './use-ask'
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
  /** Leaves the question that is being changed, and brings the draft back. */
  onLeave: () => void
  /** The question of the box was accepted. */
  onDone: () => void
  ref: RefObject<HTMLTextAreaElement | null>
  /** What stands above the box. */
  children: ReactNode
}

interface BoxKeys {
  submit: () => void
  /** Null while there is nothing to pick or take. */
  pick: (() => void) | null
  take: (() => void) | null
  /** Whether Escape leaves the question that is being changed. */
  leaves: boolean
}

/** The keys that work inside the box. */
function useBoxKeys(
  box: RefObject<HTMLTextAreaElement | null>,
  { submit, pick, take, leaves }: BoxKeys,
): void {
  const t = useTranslations('consult.case.shortcut')
  const inBox = { scope: box, typing: true }
  useShortcut({ ...inBox, keys: 'Ctrl+Enter', label: t('ask'), run: submit })
  useShortcut({ ...inBox, keys: '/', label: t('template'), enabled: pick !== null, run: pick })
  useShortcut({ ...inBox, keys: TAKE_KEY, label: t('take'), enabled: take !== null, run: take })
  // Only listed: a text in the box keeps Escape from the page, so that the box itself acts on it.
  useShortcut({ ...inBox, keys: 'Esc', label: t('leave'), enabled: leaves, run: null })
}

/** Says that the question becomes a newer version of another, and makes it one of its own again. */
function NewVersion({ onVersion, onLeave }: { onVersion: () => void; onLeave: (() => void) | null }) {
  const t = useTranslations('consult.case')
  const portal = useTranslations('portal')
  return (
    <div className="border-accent flex flex-wrap items-center justify-between gap-2 rounded border px-2 py-1 text-sm">
      {t('newVersion')}
      <div className="-mr-2 flex flex-wrap gap-1 [&_button]:!px-2">
        <Button variant="quiet" onClick={onVersion}>
          {t('asFollowUp')}
        </Button>
        {onLeave === null ? null : (
          <Button variant="quiet" title={t('leaveHint')} onClick={onLeave}>
            {portal('cancel')}
          </Button>
        )}
      </div>
    </div>
  )
}

/** What there is to know of the text in the box: empty fields, that it may name nobody, why it was not asked. */
function Notes({ id, blanks, error }: { id: string; blanks: number; error: Error | null }) {
  const t = useTranslations('consult.case')
  const portal = useTranslations('portal')
  const sentence =
    error instanceof RequestError && error.problem ? error.problem.title : portal('unreachable')
  return (
    <>
      {blanks > 0 ? (
        <p role="status" className="text-muted text-xs">
          {t('blanks', { count: blanks })}
        </p>
      ) : null}
      <p id={id} className="text-muted text-xs">
        {t('noNames')}
      </p>
      {error ? <Notice tone="error">{sentence}</Notice> : null}
    </>
  )
}

/** The red flags of what is typed, by name. It is there from the start and told politely, once whenever they change. */
function FlagLine({ id, flags }: { id: string; flags: readonly RedFlag[] }) {
  return (
    <div role="status" className="empty:-mb-1.5">
      {flags.length === 0 ? null : (
        <p id={id} className="border-danger border-l-4 pl-2 text-sm">
          <FlagNames flags={flags} />
        </p>
      )}
    </div>
  )
}

interface AskingProps {
  running: ConversationTurn | undefined
  onRounds: boolean
  onOnRounds: (onRounds: boolean) => void
}

/** How it is asked, and what stops it: a row that is as high while an answer is written as before and after. */
function Asking({ running, onRounds, onOnRounds }: AskingProps) {
  const t = useTranslations('consult.case')
  const hint = running ? t('stopHint') : t('askHint')
  return (
    <div className="min-h-control flex basis-full items-center gap-2">
      <Checkbox title={t('onRoundsHint')} checked={onRounds} onChange={onOnRounds}>
        {t('onRounds')}
      </Checkbox>
      {running ? (
        <Button
          variant="danger"
          title={hint}
          onClick={() => void stopRun(running.runId).catch(() => undefined)}
        >
          {t('stop')}
        </Button>
      ) : null}
      <span title={hint} className="text-muted min-w-0 flex-1 truncate text-xs">
        {hint}
      </span>
    </div>
  )
}

/** Where the question is typed, with everything that helps to write it. */
export function Composer(props: ComposerProps) {
  const { conversationId, turns, draft, ask, version, onVersion, onLeave, onDone, ref: box, children } = props
  const { text, write: setText } = draft
  const t = useTranslations('consult.case')
  const locale = toLocale(useLocale())
  const id = useId()
  const [picking, pick] = useState(false)
  const [onRounds, setOnRounds] = useState(false)
  const running = turns.find(({ state }) => state === 'running')
  const stopping = useStopKey(running?.runId)
  const ready = text.trim() !== '' && !ask.isPending && !running
  const [calculator, openCalculator] = useState<string | null>(null)
  const leave = draft.hasAside ? onLeave : null
  const { fill, goTo, onKeyDown, onPaste } = useBlanks(box, { text, setText, leave })
  // What is asked from the box takes its final height with the key: nothing moves when the server has accepted it.
  const sent = ask.isPending && ask.variables.done !== undefined
  const append = (line: string) => setText(text === '' ? line : `${text}\n${line}`)
  const submit = () => {
    if (!ready) return
    const whole = dropBlanks(text)
    // A question that still has a blank, or had nothing else, is filled in first.
    if (whole.trim() === '' || blanksIn(whole).length > 0) goTo(nextBlank(text, 0, 'forward'))
    else ask.mutate({ asked: { question: whole, onRounds, ...version }, done: onDone })
  }
  const check = useCheck(text, conversationId)
  const redFlags = sent ? [] : (check.result?.checked.redFlags ?? [])
  const suggestion = check.result?.checked.coach.suggestion ?? null
  const blanks = blanksIn(text).length
  const take = () => {
    const better = suggestion ?? text
    fill(better, nextBlank(better, 0, 'forward'))
  }
  useBoxKeys(box, {
    submit,
    pick: text === '' ? () => pick(true) : null,
    take: suggestion !== null || blanks > 0 ? take : null,
    leaves: leave !== null,
  })
  // What is asked needs no check any more: it goes with the key, and what comes in its place pushes nothing.
  const found = sent ? null : (
    <CheckPanel
      {...check}
      onRetry={check.retry}
      empty={text === '' && conversationId === null}
      onExample={(example) => fill(example, null)}
      onTake={take}
      onField={(field) => {
        const opened = openField(text, field, locale)
        fill(opened.text, opened.at)
      }}
      onCalculator={openCalculator}
    />
  )
  return (
    <>
      <div className="pinned:min-h-0 pinned:overflow-y-auto flex flex-1 flex-col gap-3 p-3">
        {children}
        {found}
      </div>
      {/* Where the page scrolls as one, the box stays at the edge of the window. Its text gives way, its buttons never do. */}
      <div className="border-line bg-panel pinned:static pinned:max-h-[65%] sticky bottom-0 z-10 flex max-h-[70dvh] shrink-0 flex-col gap-1.5 border-t px-3 py-2">
        <div className="-mx-1 flex min-h-0 flex-col gap-1.5 overflow-y-auto px-1 [&>*]:shrink-0">
          <FlagLine id={`${id}-flags`} flags={redFlags} />
          <label htmlFor={id} className="text-sm font-medium">
            {t('question')}
          </label>
          <QuestionBox
            id={id}
            rows={turns.length === 0 && !sent ? 5 : 3}
            folded={sent}
            value={text}
            onChange={setText}
            ref={box}
            describedBy={redFlags.length === 0 ? `${id}-hint` : `${id}-flags ${id}-hint`}
            placeholder={t(turns.length === 0 ? 'placeholder' : 'placeholderFollowUp')}
            result={check.result}
            onKeyDown={onKeyDown}
            onPaste={onPaste}
            onReport={append}
          />
          <Notes id={`${id}-hint`} blanks={sent ? 0 : blanks} error={ask.error} />
          {version.replaces === undefined || sent ? null : (
            <NewVersion onVersion={onVersion} onLeave={leave} />
          )}
          {stopping}
        </div>
        <div className="flex shrink-0 flex-wrap items-center gap-2">
          <Button variant="primary" disabled={!ready} title={t('askHint')} onClick={submit}>
            {ask.isPending ? t('asking') : t('ask')}
          </Button>
          <TemplateStarter
            conversationId={conversationId}
            open={picking}
            onOpen={pick}
            disabled={ask.isPending || running !== undefined}
            onAsk={(asked) => ask.mutateAsync({ asked: { ...asked, onRounds } })}
            onInsert={setText}
          />
          <CalculatorsButton
            opened={calculator}
            onOpen={openCalculator}
            text={[...turns.map(({ question }) => question), text].join('\n')}
            onInsert={append}
          />
          <Asking running={running} onRounds={onRounds} onOnRounds={setOnRounds} />
        </div>
        {running && text !== '' ? (
          <p className="text-muted min-h-11 shrink-0 text-xs">{t('running')}</p>
        ) : (
          <ContextMeter id={`${id}-context`} conversationId={conversationId} text={text} enabled={!running} />
        )}
      </div>
    </>
  )
}
