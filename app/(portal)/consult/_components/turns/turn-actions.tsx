'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import type { ConversationTurn } from '@/lib/consult/contract'

export interface TurnDoings {
  onAskAgain: (turn: ConversationTurn) => void
  onEdit: (turn: ConversationTurn) => void
  onContinue: (turn: ConversationTurn) => void
  /** Takes a question out of the queue and puts it back into the box. */
  onCancel: (turn: ConversationTurn) => void
  onCompare: (older: string, newer: string) => void
  onShow: (runId: string) => void
}

/** Whether an answer was cut off with something in it that can be gone on with. */
export const canContinue = ({ state, done, sections }: ConversationTurn): boolean =>
  state !== 'running' && done?.outcome !== 'complete' && sections.some(({ text }) => text !== '')

interface TurnActionsProps extends TurnDoings {
  turn: ConversationTurn
  versions: readonly ConversationTurn[]
  /** Version in force of the question before, to compare with; null for the first. */
  previous: string | null
  /** While another question is being asked or answered nothing new is. */
  busy: boolean
}

/** `‹ 2/3 ›`: the versions of a question, one after the other. */
function VersionSwitch({ turn, versions, onShow }: Pick<TurnActionsProps, 'turn' | 'versions' | 'onShow'>) {
  const t = useTranslations('consult.turns')
  const at = versions.findIndex(({ runId }) => runId === turn.runId)
  const go = (to: number) => {
    const version = versions[to]
    if (version) onShow(version.runId)
  }
  return (
    <span role="group" aria-label={t('versions')} className="flex items-center">
      <Button variant="quiet" aria-label={t('olderVersion')} disabled={at <= 0} onClick={() => go(at - 1)}>
        ‹
      </Button>
      <span className="text-muted text-xs">{t('version', { at: at + 1, all: versions.length })}</span>
      <Button
        variant="quiet"
        aria-label={t('newerVersion')}
        disabled={at >= versions.length - 1}
        onClick={() => go(at + 1)}
      >
        ›
      </Button>
    </span>
  )
}

/** What can be done with a question that was asked. */
export function TurnActions(props: TurnActionsProps) {
  const { turn, versions, previous, busy, onAskAgain, onEdit, onContinue, onCancel, onCompare } = props
  const t = useTranslations('consult.turns')
  const at = versions.findIndex(({ runId }) => runId === turn.runId)
  const older = versions[at - 1]?.runId ?? versions[at + 1]?.runId ?? previous
  const running = turn.state === 'running'
  if (running && turn.queue) {
    return (
      <Button className="self-start" onClick={() => onCancel(turn)}>
        {t('cancel')}
      </Button>
    )
  }
  // While it is answered the row stands there already, so that nothing moves when the answer is whole.
  return (
    <div className="-ml-2 flex flex-wrap items-center gap-1 [&_button]:!px-2">
      <Button variant="quiet" disabled={busy || running} onClick={() => onAskAgain(turn)}>
        {t('askAgain')}
      </Button>
      <Button variant="quiet" disabled={running} onClick={() => onEdit(turn)}>
        {t('edit')}
      </Button>
      {canContinue(turn) ? (
        <Button variant="quiet" disabled={busy} onClick={() => onContinue(turn)}>
          {t('continue')}
        </Button>
      ) : null}
      {older === null ? null : (
        <Button variant="quiet" onClick={() => onCompare(older, turn.runId)}>
          {t('compare')}
        </Button>
      )}
      {versions.length > 1 ? <VersionSwitch turn={turn} versions={versions} onShow={props.onShow} /> : null}
    </div>
  )
}
