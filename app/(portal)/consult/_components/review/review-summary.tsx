'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Notice } from '@/app/_ui/notice'
import { SEVERITIES, type Severity } from '@/lib/clinical/review/finding'
import reviewRules from '@/lib/clinical/review/rules.json'
import type { ConversationTurn } from '@/lib/consult/contract'
import { toLocale } from '@/lib/shared/locale'
import { countFaults, countSeverities } from './count-findings'

export type SeverityFilter = Severity | 'all'

/** The review in one sentence. It counts, and never scores. */
function useSummary({ review, state, done }: ConversationTurn): string {
  const t = useTranslations('review.panel')
  const counts = countSeverities(review.findings)
  if (review.state === 'failed') return t('failed')
  if (review.state === 'off') return t('allOff')
  const count = countFaults(counts)
  if (count > 0) return t('found', { count, ...counts })
  if (review.state === 'running' && state === 'running') return t('running')
  return done?.outcome === 'complete' ? t('none') : t('noneStopped')
}

interface ReviewSummaryProps {
  turn: ConversationTurn
  filter: SeverityFilter
  onFilter: (filter: SeverityFilter) => void
}

/** What was found in total, with a filter by severity, and which rules the hospital does not apply. */
export function ReviewSummary({ turn, filter, onFilter }: ReviewSummaryProps) {
  const t = useTranslations('review')
  const locale = toLocale(useLocale())
  const summary = useSummary(turn)
  const { findings, switchedOff, state } = turn.review
  const off = reviewRules.rules.filter(({ id }) => switchedOff.includes(id))
  const names = off.map(({ name }) => name[locale]).join(locale === 'en' ? ', ' : '、')
  const counts = countSeverities(findings)
  return (
    <div className="flex flex-col gap-1">
      {state === 'failed' ? (
        <Notice tone="error">{summary}</Notice>
      ) : (
        <p className="min-h-10 text-xs">{summary}</p>
      )}
      {/* There from the start, so that nothing below moves when the first finding comes. */}
      <div role="group" aria-label={t('panel.filter')} className="flex flex-wrap gap-1">
        {(['all', ...SEVERITIES] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={filter === one}
            disabled={one !== 'all' && one !== filter && counts[one] === 0}
            onClick={() => onFilter(one)}
            className="border-line aria-pressed:bg-accent aria-pressed:text-on-accent disabled:text-muted min-h-[24px] rounded border px-1.5 text-xs disabled:border-dashed aria-pressed:underline"
          >
            {one === 'all' ? t('panel.all') : t(`severity.${one}`)}
            {one === 'all' ? null : (
              <span aria-hidden className="ml-1 inline-block min-w-[2ch]">
                {counts[one] === 0 ? '' : counts[one]}
              </span>
            )}
          </button>
        ))}
      </div>
      {off.length > 0 && state !== 'off' ? (
        <p className="text-muted text-xs">{t('panel.off', { count: off.length, names })}</p>
      ) : null}
    </div>
  )
}
