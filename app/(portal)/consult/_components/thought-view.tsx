'use client'
import { ChevronRight } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { segmentThought, type Step } from '@/lib/clinical/review/segment-thought'
import type { ConversationTurn } from '@/lib/consult/contract'
import { toLocale } from '@/lib/shared/locale'
import { foreignLanguage } from '@/lib/shared/text-language'
import { countFaults, countSeverities } from './review/count-findings'
import { FindingList, marksOf, type ListedFinding } from './review/finding-list'
import { listFindings } from './review/list-findings'
import { MarkedText } from './review/marked-text'
import { ReviewSummary, type SeverityFilter } from './review/review-summary'
import { ThoughtPane } from './thought-pane'

/** From this length on a thought that is read again is folded, one line a step. */
const LONG = { steps: 8, characters: 1500 }
/** The number that a model writes before a step: the step has one already. */
const NUMBER = /^\d{1,3}[.、)）]\s*/

interface StepViewProps {
  number: number
  step: Step
  thought: string
  findings: readonly ListedFinding[]
  open: boolean
}

/** One step with what was found in it; folded, its first words. */
function StepView({ number, step: { start, end }, thought, findings, open }: StepViewProps) {
  const t = useTranslations('consult.thought')
  const review = useTranslations('review.panel')
  const locale = toLocale(useLocale())
  const whole = thought.slice(start, end)
  const from = start + (NUMBER.exec(whole)?.[0].length ?? 0)
  const text = thought.slice(from, end)
  const lang = foreignLanguage(text, locale)
  const faults = countFaults(countSeverities(findings))
  return (
    <li className="border-line border-l-2 pl-2 text-sm">
      <details open={open} className="group">
        <summary className="text-muted flex min-h-[24px] list-none items-center gap-1 text-xs">
          <ChevronRight aria-hidden size={12} className="shrink-0 group-open:rotate-90" />
          <span className="shrink-0">{t('step', { number })}</span>
          <span lang={lang} className="text-ink min-w-0 truncate text-xs group-open:invisible">
            {text}
          </span>
          {faults === 0 ? null : (
            <span className="text-warning ml-auto shrink-0 whitespace-nowrap">
              {review('count', { count: faults })}
            </span>
          )}
        </summary>
        <p lang={lang} className="leading-relaxed whitespace-pre-wrap">
          <MarkedText text={text} base={from} marks={marksOf(findings)} />
        </p>
        <FindingList findings={findings} />
      </details>
    </li>
  )
}

/** The steps of the thought. A long one that was finished before it is opened is folded. */
function Steps({ turn, findings }: { turn: ConversationTurn; findings: readonly ListedFinding[] }) {
  const t = useTranslations('consult.thought')
  const { thought } = turn
  const steps = segmentThought(thought)
  const long = steps.length > LONG.steps || thought.length > LONG.characters
  const [open, setOpen] = useState(turn.state === 'running' || !long)
  return (
    <>
      {long ? (
        <Button variant="quiet" className="self-start" onClick={() => setOpen(!open)}>
          {t(open ? 'fold' : 'unfold', { count: steps.length })}
        </Button>
      ) : null}
      <ol className="flex flex-col gap-2">
        {steps.map((step, i) => (
          <StepView
            key={`${step.start}-${open}`}
            number={i + 1}
            step={step}
            thought={thought}
            findings={findings.filter((finding) => finding.step === i)}
            open={open}
          />
        ))}
      </ol>
    </>
  )
}

export interface ThoughtViewProps {
  turn: ConversationTurn
  filter: SeverityFilter
  onFilter: (filter: SeverityFilter) => void
}

/** The reasoning as it is written, step by step, with its review. Findings in the answer stand at their part. */
export function ThoughtView({ turn, filter, onFilter }: ThoughtViewProps) {
  const t = useTranslations('consult.thought')
  const review = useTranslations('review.panel')
  const findings = listFindings(turn, filter)
  const whole = findings.filter(({ step, section }) => step === undefined && section === undefined)
  return (
    <ThoughtPane key={turn.runId} summary={<ReviewSummary turn={turn} filter={filter} onFilter={onFilter} />}>
      {turn.thought.trim() === '' ? (
        <>
          <p className="text-muted text-sm">{t(turn.state === 'running' ? 'waiting' : 'none')}</p>
          <FindingList findings={findings.filter(({ step }) => step !== undefined)} />
        </>
      ) : (
        <Steps turn={turn} findings={findings} />
      )}
      {whole.length > 0 ? (
        <div>
          <h3 className="text-muted text-xs">{review('ofQuestion')}</h3>
          <FindingList findings={whole} />
        </div>
      ) : null}
    </ThoughtPane>
  )
}
