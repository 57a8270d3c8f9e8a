'use client'
import { useTranslations } from 'next-intl'
import { Notice } from '@/app/_ui/notice'
import type { Connection } from '@/lib/consult/client'
import type { ConversationTurn } from '@/lib/consult/contract'
import { SECTION_IDS, type SectionId } from '@/lib/inference/contract'
import { AnswerState } from './answer-state'
import { firstPlaces } from './check/term-text'
import { PartText } from './document/part-text'
import { AnswerActions } from './release/answer-actions'
import { CopyPart } from './release/copy-part'
import { Acknowledgement } from './review/acknowledgement'
import { countFaults, countSeverities, FindingList, marksOf, type ListedFinding } from './review/finding-list'
import { listFindings } from './review/list-findings'
import { RedFlagBanner } from './review/red-flag-banner'
import type { SeverityFilter } from './review/review-summary'
import { ShowMechanism } from './show-mechanism'
import type { Citable } from './sources/cited-text'
import { SourcesPanel } from './sources/sources-panel'

interface AnswerColumnProps {
  turn: ConversationTurn | null
  displayName: string
  filter: SeverityFilter
}

/** One of the four parts. Its heading stands from the start, so nothing moves while text arrives. */
function Section({ id, turn, displayName, filter }: AnswerColumnProps & { id: SectionId }) {
  const t = useTranslations('consult.answer')
  const part = turn?.sections.find((section) => section.id === id)
  const findings = turn ? listFindings(turn, filter).filter(({ section }) => section === id) : []
  const over = turn !== null && turn.state !== 'running'
  const placeholder = over && part ? t('blank') : turn?.state === 'running' ? t('waiting') : ''
  const writing = turn?.state === 'running' && turn.sections.at(-1)?.id === id
  return (
    <section aria-labelledby={`section-${id}`} className="border-line bg-panel min-h-36 rounded border p-3">
      <div className="mb-1 flex min-h-7 flex-wrap items-center justify-between gap-x-2">
        <h3 id={`section-${id}`} className="text-accent font-semibold">
          {t(id)}
        </h3>
        <div className="ml-auto flex flex-wrap items-center justify-end gap-1">
          {id === 'mechanism' ? <ShowMechanism turn={turn} /> : null}
          {part && part.text !== '' && over ? (
            <CopyPart key={turn.runId} id={id} turn={turn} displayName={displayName} />
          ) : null}
        </div>
      </div>
      {part && part.text !== '' ? (
        <PartText
          key={turn?.runId}
          text={part.text}
          writing={writing}
          marks={marksOf(findings)}
          terms={firstPlaces(turn?.terms ?? [], id)}
          citable={citableIn(turn, id)}
        />
      ) : (
        <p className="text-muted text-sm">{placeholder}</p>
      )}
      <SectionFindings findings={findings} />
    </section>
  )
}

/** What a part may cite: the passages that the model was given. */
function citableIn(turn: ConversationTurn | null, id: SectionId): Citable {
  const told = (turn?.passages ?? []).filter((passage) => passage.told !== null)
  return {
    told: new Set(told.map(({ n }) => n)),
    links: (turn?.links ?? []).filter(({ section }) => section === id),
  }
}

/** What was found in one part, folded away until somebody looks. */
function SectionFindings({ findings }: { findings: readonly ListedFinding[] }) {
  const t = useTranslations('review.panel')
  if (findings.length === 0) return null
  const counts = countSeverities(findings)
  return (
    <details className="border-line mt-2 border-t pt-1.5">
      <summary className="text-muted text-xs">
        {t('found', { count: countFaults(counts), ...counts })}
      </summary>
      <FindingList findings={findings} />
    </details>
  )
}

/** The answer under its four headings, with the notice that it is to be verified. */
export function AnswerColumn({
  turn,
  displayName,
  filter,
  connection,
}: AnswerColumnProps & { connection: Connection }) {
  const t = useTranslations('consult.answer')
  return (
    <section aria-label={t('label')} className="flex min-h-0 flex-col gap-3 overflow-y-auto p-3">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <h1 className="text-lg font-semibold">{t('label')}</h1>
        {turn && turn.state !== 'running' ? (
          <AnswerActions key={turn.runId} turn={turn} displayName={displayName} />
        ) : null}
      </div>
      <Notice tone="warning">
        {t('notice')}
        {turn && turn.standing !== 'released' ? (
          <strong className="block">{t(`standing.${turn.standing}`)}</strong>
        ) : null}
      </Notice>
      {turn ? (
        <AnswerState turn={turn} connection={connection} />
      ) : (
        <p className="text-muted text-sm">{t('emptyText')}</p>
      )}
      {turn ? <RedFlagBanner key={turn.runId} turn={turn} /> : null}
      {turn ? <SourcesPanel key={`sources-${turn.runId}`} turn={turn} /> : null}
      {SECTION_IDS.map((id) => (
        <Section key={id} id={id} turn={turn} displayName={displayName} filter={filter} />
      ))}
      {turn ? <Acknowledgement turn={turn} /> : null}
    </section>
  )
}
