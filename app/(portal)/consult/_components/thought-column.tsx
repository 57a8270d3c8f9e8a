'use client'
import { useTranslations } from 'next-intl'
import { segmentThought } from '@/lib/clinical/review/segment-thought'
import type { ConversationTurn } from '@/lib/consult/contract'
import { FindingList, marksOf, type ListedFinding } from './review/finding-list'
import { listFindings } from './review/list-findings'
import { MarkedText } from './review/marked-text'
import { ReviewSummary, type SeverityFilter } from './review/review-summary'

interface StepsProps {
  thought: string
  findings: readonly ListedFinding[]
}

/** The steps of the thought, each with what was found in it. */
function Steps({ thought, findings }: StepsProps) {
  const t = useTranslations('consult.thought')
  return (
    <ol className="flex flex-col gap-2">
      {segmentThought(thought).map(({ start, end }, i) => {
        const own = findings.filter(({ step }) => step === i)
        return (
          <li key={start} className="border-line border-l-2 pl-2 text-sm">
            <span className="text-muted block text-xs">{t('step', { number: i + 1 })}</span>
            <span className="whitespace-pre-wrap">
              <MarkedText text={thought.slice(start, end)} marks={marksOf(own, start)} />
            </span>
            <FindingList findings={own} />
          </li>
        )
      })}
    </ol>
  )
}

interface ThoughtColumnProps {
  turn: ConversationTurn | null
  filter: SeverityFilter
  onFilter: (filter: SeverityFilter) => void
}

/** The reasoning as it is written, step by step, with its review. Findings in the answer stand at their part. */
export function ThoughtColumn({ turn, filter, onFilter }: ThoughtColumnProps) {
  const t = useTranslations('consult.thought')
  const review = useTranslations('review.panel')
  const findings = turn ? listFindings(turn, filter) : []
  const emptyText = turn === null ? 'empty' : turn.state === 'running' ? 'waiting' : 'none'
  const whole = findings.filter(({ step, section }) => step === undefined && section === undefined)
  return (
    <section
      aria-label={t('label')}
      className="border-line flex min-h-0 flex-col gap-2 overflow-y-auto border-l p-3"
    >
      <h2 className="font-semibold">{t('label')}</h2>
      <p className="text-muted text-xs">{t('notice')}</p>
      {turn ? <ReviewSummary turn={turn} filter={filter} onFilter={onFilter} /> : null}
      {whole.length > 0 ? (
        <div>
          <h3 className="text-muted text-xs">{review('ofQuestion')}</h3>
          <FindingList findings={whole} />
        </div>
      ) : null}
      {turn === null || turn.thought.trim() === '' ? (
        <>
          <p className="text-muted text-sm">{t(emptyText)}</p>
          <FindingList findings={findings.filter(({ step }) => step !== undefined)} />
        </>
      ) : (
        <Steps thought={turn.thought} findings={findings} />
      )}
    </section>
  )
}
