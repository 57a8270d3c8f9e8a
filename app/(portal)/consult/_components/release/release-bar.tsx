'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Button } from '@/app/_ui/button'
import { stopRun, type Connection } from '@/lib/consult/client'
import type { ConversationTurn } from '@/lib/consult/contract'
import { needsAcknowledgement } from '@/lib/consult/pure/open-ends'
import { StateLine } from '../answer-state'
import { Acknowledgement } from '../review/acknowledgement'
import { countFaults, countSeverities } from '../review/count-findings'
import { RedFlagBanner } from '../review/red-flag-banner'
import { useFindingWalk } from '../review/use-finding-walk'
import { AnswerActions, useRelease, useReleaseSentence } from './answer-actions'
import { focusRelease } from './focus-release'
import { PartStrip } from './part-strip'

interface ReleaseBarProps {
  turn: ConversationTurn
  displayName: string
  connection: Connection
  /** Shows the answer, whose findings are gone to. */
  onFindings: () => void
  /** Shows the review, where what was found stands in no words of the answer. */
  onReview: () => void
  /** Whether stopping has no other button in sight. */
  stops: boolean
}

/** How many places are to be checked, as a way from one to the next. */
function FindingCount({
  turn,
  onFindings,
  onReview,
}: Pick<ReleaseBarProps, 'turn' | 'onFindings' | 'onReview'>) {
  const t = useTranslations('consult.release')
  const counts = countSeverities(turn.review.findings)
  const count = countFaults(counts)
  const walk = useFindingWalk({ enabled: count > 0, show: onFindings, otherwise: onReview })
  if (count === 0) return null
  return (
    <Button
      variant="quiet"
      className={clsx('min-h-7 !px-1', counts.red > 0 ? '!text-danger' : '!text-warning')}
      title={t('toFindings', { keys: walk.keys })}
      aria-keyshortcuts={walk.keys}
      onClick={walk.next}
    >
      {t('findings', { count, red: counts.red })}
    </Button>
  )
}

/**
 * What stays above an answer while it is read: its state, its red flags by name, what is to be checked, its parts, and what
 * has to be confirmed before it is copied or printed. Its lines keep their height, so that nothing below them moves while it is written.
 */
export function ReleaseBar({ turn, displayName, connection, stops, ...ways }: ReleaseBarProps) {
  const t = useTranslations('consult')
  const release = useRelease(turn, displayName)
  const sentence = useReleaseSentence(turn, release)
  const running = turn.state === 'running'
  useShortcut({
    keys: 'Alt+K',
    label: t('release.next'),
    enabled: !running,
    typing: true,
    run: focusRelease,
  })
  return (
    <div className="border-line bg-panel @container shrink-0 border-b px-3 py-1.5 sm:px-4">
      <div className="flex min-h-10 flex-wrap items-center gap-x-1.5 @max-[24rem]:[&:lang(en)]:min-h-[3.9rem]">
        <h2 className="sr-only mr-1.5 text-base font-semibold @[36rem]:not-sr-only">{t('answer.label')}</h2>
        <StateLine turn={turn} connection={connection} />
        <div className="ml-auto flex items-center gap-1">
          <FindingCount turn={turn} {...ways} />
          {running && stops ? (
            <Button variant="danger" onClick={() => void stopRun(turn.runId).catch(() => undefined)}>
              {t('case.stop')}
            </Button>
          ) : null}
          {running ? null : <AnswerActions turn={turn} release={release} />}
        </div>
      </div>
      <RedFlagBanner turn={turn} />
      <div className="mt-1 flex min-h-[4.6rem] flex-wrap content-start items-start gap-x-4 gap-y-0.5 @[42rem]:min-h-12 @[42rem]:[&:lang(en)]:min-h-[4.6rem]">
        <PartStrip turn={turn} />
        <div className="flex min-w-[min(100%,26rem)] flex-1 flex-wrap items-center justify-end gap-x-2 text-right">
          {!running && needsAcknowledgement(turn) ? (
            // Where there is little room, the second step shows once the first is taken.
            <div className={clsx(release.open.includes('red_flags') && '@max-[30rem]:hidden')}>
              <Acknowledgement turn={turn} />
            </div>
          ) : null}
          <p
            role="status"
            className={clsx(
              'text-muted py-1 text-xs',
              !running &&
                needsAcknowledgement(turn) &&
                release.open.includes('answer') &&
                // Where the second step has no room before the first is taken, the sentence stands in its place.
                (release.open.includes('red_flags') ? '@[30rem]:sr-only' : 'sr-only'),
            )}
          >
            {sentence}
          </p>
        </div>
      </div>
    </div>
  )
}
