'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { ScrollBox } from '@/app/_ui/scroll-box'
import { inForce, versionsOf } from '@/lib/consult/pure/versions'
import type { ConversationTurn } from '@/lib/consult/contract'
import { ToldCard } from '../told-card'
import { VisibleText } from '../visible-text'
import { TurnActions, type TurnDoings } from './turn-actions'

interface QuestionListProps extends TurnDoings {
  turns: readonly ConversationTurn[]
  shownRun: string | null
  busy: boolean
}

/** The questions of the case, each once, in the version that is shown, with what can be done with it. The text can be selected. */
export function QuestionList({ turns, shownRun, busy, ...doings }: QuestionListProps) {
  const t = useTranslations('consult.case')
  const words = useTranslations('consult.turns')
  const questions = versionsOf(turns)
  return (
    <ol className="flex flex-col gap-2">
      {questions.map((versions, i) => {
        const turn = versions.find(({ runId }) => runId === shownRun) ?? versions.at(-1)
        if (!turn) return null
        const shown = turn.runId === shownRun
        const name = i === 0 ? t('pinned') : t('followUp', { number: i })
        const before = i === 0 ? undefined : inForce(questions[i - 1] ?? [])
        return (
          <li
            key={versions[0]?.runId}
            aria-current={shown ? 'true' : undefined}
            className={clsx(
              'flex flex-col gap-1 rounded border border-l-4 px-2 py-1.5 text-sm',
              shown ? 'border-line border-l-accent bg-raised' : 'border-line',
            )}
          >
            <div className="flex items-center justify-between gap-2">
              <h3 className="text-muted text-xs">{name}</h3>
              {shown ? null : (
                <Button
                  variant="quiet"
                  aria-label={words('showOf', { name })}
                  onClick={() => doings.onShow(turn.runId)}
                >
                  {words('show')}
                </Button>
              )}
            </div>
            <ScrollBox
              label={name}
              className="max-h-48 overflow-y-auto wrap-break-word whitespace-pre-wrap"
              down
            >
              <p>
                <VisibleText text={turn.question} />
              </p>
            </ScrollBox>
            <TurnActions
              turn={turn}
              versions={versions}
              previous={before?.runId ?? null}
              busy={busy}
              {...doings}
            />
            <ToldCard card={turn.card} />
          </li>
        )
      })}
    </ol>
  )
}
