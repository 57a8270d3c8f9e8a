'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import type { Connection } from '@/lib/consult/client'
import { openingQuote } from '@/lib/consult/pure/quoted-text'
import type { ConversationTurn } from '@/lib/consult/contract'
import { SECTION_IDS, type SectionId } from '@/lib/inference/pure/sections'
import { toLocale } from '@/lib/shared/locale'
import { foreignLanguage } from '@/lib/shared/text-language'
import { AnswerState, Figures } from './answer-state'
import { firstPlaces } from './check/term-text'
import { PartText } from './document/part-text'
import { CopyPart } from './release/copy-part'
import { partHeadingId } from './release/part-strip'
import { ReleaseBar } from './release/release-bar'
import { countFaults, countSeverities } from './review/count-findings'
import { FindingList, type ListedFinding } from './review/finding-list'
import { listFindings } from './review/list-findings'
import type { SeverityFilter } from './review/review-summary'
import { ShowMechanism } from './lazy-mechanism'
import type { Citable } from './sources/cited-text'
import { SourcesPanel } from './sources/sources-panel'
import { ToldCard } from './told-card'

interface PartProps {
  id: SectionId
  turn: ConversationTurn
  displayName: string
  filter: SeverityFilter
}

/** What a part may cite: the passages that the model was given. */
function citableIn(turn: ConversationTurn, id: SectionId): Citable {
  const told = (turn.passages ?? []).filter((passage) => passage.told !== null)
  return {
    told: new Set(told.map(({ n }) => n)),
    links: turn.links.filter(({ section }) => section === id),
  }
}

/** What was found in one part, folded away until somebody looks. Its line is there from the start, so that nothing moves. */
function PartFindings({ findings }: { findings: readonly ListedFinding[] }) {
  const t = useTranslations('review.panel')
  const counts = countSeverities(findings)
  return (
    <div className="mt-1 min-h-8">
      {findings.length === 0 ? null : (
        <details>
          <summary className="text-muted min-h-7 py-1 text-xs">
            {t('found', { count: countFaults(counts), ...counts })}
          </summary>
          <FindingList findings={findings} />
        </details>
      )}
    </div>
  )
}

/** One of the four parts. It comes once it is begun and only its end grows, so that no heading moves while text arrives. */
function Part({ id, turn, displayName, filter }: PartProps) {
  const t = useTranslations('consult.answer')
  const locale = toLocale(useLocale())
  const part = turn.sections.find((section) => section.id === id)
  if (!part) return null
  const findings = listFindings(turn, filter).filter(({ section }) => section === id)
  const over = turn.state !== 'running'
  const writing = !over && turn.sections.at(-1)?.id === id
  const quote = turn.sections[0]?.id === id ? openingQuote(turn) : null
  return (
    <section aria-labelledby={partHeadingId(id)} className="flex flex-col">
      <div className="border-line mb-1.5 flex min-h-8 flex-wrap items-end justify-between gap-x-2 border-b pb-1">
        <h3
          id={partHeadingId(id)}
          tabIndex={-1}
          className="text-accent scroll-mt-2 text-base font-semibold outline-offset-4"
        >
          {t(id)}
        </h3>
        <div className="-mr-2 ml-auto flex min-h-7 flex-wrap items-center justify-end gap-1 [&_button]:h-7 [&_button]:!px-2">
          {id === 'mechanism' ? <ShowMechanism turn={turn} /> : null}
          {part.text !== '' && over ? <CopyPart id={id} turn={turn} displayName={displayName} /> : null}
        </div>
      </div>
      {quote ? <p className="text-muted mb-1.5 text-xs">{t('quoted', { n: quote.n })}</p> : null}
      {part.text === '' ? (
        <p className="text-muted text-sm">{over ? t('blank') : t('waiting')}</p>
      ) : (
        <div lang={foreignLanguage(part.text, locale)}>
          <PartText
            text={part.text}
            writing={writing}
            findings={findings}
            terms={firstPlaces(turn.terms, id)}
            citable={citableIn(turn, id)}
            passages={turn.passages ?? []}
          />
        </div>
      )}
      <PartFindings findings={findings} />
    </section>
  )
}

export interface AnswerViewProps {
  turn: ConversationTurn
  displayName: string
  filter: SeverityFilter
  connection: Connection
  /** Shows the answer, whose findings are gone to. */
  onFindings: () => void
  onReview: () => void
  /** Goes to the box where it is not in sight; null where it is. */
  onFollowUp: (() => void) | null
}

/** The answer as a document that scrolls under its bar, with the notice that it is to be verified. */
export function AnswerView({ turn, displayName, filter, ...props }: AnswerViewProps) {
  const t = useTranslations('consult.answer')
  const { connection, onFindings, onReview, onFollowUp } = props
  const { runId } = turn
  const release = useTranslations('consult.release')
  useShortcut({ keys: '← →', label: release('termByTerm'), enabled: turn.terms.length > 0, run: null })
  return (
    <>
      <ReleaseBar
        key={`bar-${runId}`}
        turn={turn}
        displayName={displayName}
        connection={connection}
        onFindings={onFindings}
        onReview={onReview}
        stops={onFollowUp !== null}
      />
      <div key={runId} className="bg-panel pinned:min-h-0 pinned:overflow-y-auto flex-1">
        <div className="mx-auto flex w-full max-w-[46rem] flex-col gap-3 px-3 py-3 sm:px-5">
          <Notice tone="warning">
            {t('notice')}
            {turn.standing === 'released' ? null : (
              <strong className="block">{t(`standing.${turn.standing}`)}</strong>
            )}
          </Notice>
          <AnswerState turn={turn} connection={connection} />
          <ToldCard card={turn.card} />
          <SourcesPanel turn={turn} />
          {SECTION_IDS.map((id) => (
            <Part key={id} id={id} turn={turn} displayName={displayName} filter={filter} />
          ))}
          {turn.done ? <Figures done={turn.done} /> : null}
        </div>
      </div>
      {onFollowUp === null ? null : (
        <div className="border-line bg-panel shrink-0 border-t p-2">
          <Button className="w-full" onClick={onFollowUp}>
            {t('followUp')}
          </Button>
        </div>
      )}
    </>
  )
}
