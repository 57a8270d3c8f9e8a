'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { Button } from '@/app/_ui/button'
import type { Fact } from '@/lib/clinical/contract'
import type { CheckedQuestion } from '@/lib/consult/check/contract'
import { ReadyCalculators } from '../calculators/lazy-calculators'
import { RedFlagList } from '../review/red-flag-list'
import { IdentifierNotice } from './identifier-notice'
import { QuestionExamples, StartingExamples } from './question-examples'
import { SuggestionCard } from './suggestion-card'
import { TermList } from './term-list'
import type { CheckResult } from './use-check'
import { useFactText } from './use-fact-text'

interface CheckPanelProps {
  result: CheckResult | null
  current: boolean
  failed: boolean
  onRetry: () => void
  /** Whether nothing is typed: then there are examples to begin with. */
  empty: boolean
  /** Puts an example into the box. */
  onExample: (question: string) => void
  /** Puts the suggested question into the box. */
  onTake: () => void
  /** Opens the field of a missing fact in the box. */
  onField: (id: FieldId) => void
  onCalculator: (id: string) => void
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1">
      <h3 className="text-xs font-semibold">{title}</h3>
      {children}
    </div>
  )
}

type FieldId = CheckedQuestion['missing'][number]['id']

/** What is missing, each a button that opens its field in the box. */
function Missing({ missing, onField }: Pick<CheckedQuestion, 'missing'> & Pick<CheckPanelProps, 'onField'>) {
  const t = useTranslations('check')
  if (missing.length === 0) return <p className="text-success text-xs">{t('nothingMissing')}</p>
  return (
    <ul className="flex flex-wrap gap-1">
      {missing.map(({ id, level }) => (
        <li key={id}>
          <button
            type="button"
            title={t('fieldHint')}
            onClick={() => onField(id)}
            className={clsx(
              'hover:bg-raised min-h-[24px] rounded border px-1.5 py-0.5 text-xs',
              level === 'must' ? 'border-warning text-warning' : 'border-line text-muted',
            )}
          >
            {t(`missing.${id}`)}
            {level === 'must' ? <span className="sr-only">{t('must')}</span> : null}
          </button>
        </li>
      ))}
    </ul>
  )
}

const ALARMING = new Set([
  'unit_suspect',
  'unit_missing',
  'unit_wrong',
  'impossible',
  'critical_low',
  'critical_high',
])
const flagOf = (fact: Fact) => (fact.kind === 'lab' || fact.kind === 'vital' ? fact.flag : null)

function Facts({ facts }: { facts: readonly Fact[] }) {
  const text = useFactText()
  const alarming = (fact: Fact) => ALARMING.has(flagOf(fact) ?? '')
  const first = facts.toSorted((a, b) => Number(alarming(b)) - Number(alarming(a)))
  return (
    <ul className="flex flex-col gap-0.5 text-xs">
      {first.map((fact, i) => (
        <li key={i} className={clsx(alarming(fact) && 'text-warning font-medium')}>
          {text(fact)}
        </li>
      ))}
    </ul>
  )
}

type FoundProps = Pick<CheckPanelProps, 'onTake' | 'onField' | 'onCalculator'> & { checked: CheckedQuestion }

function Found({ checked, onTake, onField, onCalculator }: FoundProps) {
  const t = useTranslations('check')
  const flags = useTranslations('review.flags')
  const { identifiers, privacy, coach, missing, facts, terms, redFlags } = checked
  return (
    <>
      {redFlags.length === 0 ? null : (
        <section
          aria-label={flags('typedLabel')}
          className="border-danger rounded border border-l-4 px-2 py-1.5 text-xs"
        >
          <h3 className="text-danger font-semibold">{flags('typedLabel')}</h3>
          <RedFlagList flags={redFlags} />
        </section>
      )}
      {identifiers.length > 0 ? <IdentifierNotice identifiers={identifiers} privacy={privacy} /> : null}
      <Block title={t('missingTitle', { kind: t(`kind.${coach.kind}`) })}>
        <Missing missing={missing} onField={onField} />
      </Block>
      {coach.suggestion === null ? null : <SuggestionCard suggestion={coach.suggestion} onTake={onTake} />}
      <ReadyCalculators facts={facts} terms={terms} onOpen={onCalculator} />
      {facts.length === 0 ? null : (
        <Block title={t('factsTitle', { count: facts.length })}>
          <Facts facts={facts} />
        </Block>
      )}
      {terms.length === 0 ? null : (
        <Block title={t('termsTitle', { count: terms.length })}>
          <TermList terms={terms} />
        </Block>
      )}
    </>
  )
}

/** What the rules found in the question while it is typed. The model is not asked; all of it is help, none of it is certain. */
export function CheckPanel(props: CheckPanelProps) {
  const { result, current, failed, onRetry, empty, onExample, ...doings } = props
  const t = useTranslations('check')
  const [help, showHelp] = useState(false)
  return (
    <section
      aria-label={t('label')}
      aria-busy={!current}
      className="border-line flex flex-col gap-2 border-t pt-2"
    >
      <div className="flex items-center justify-between gap-2">
        <h2 className="text-sm font-semibold">{t('label')}</h2>
        <Button variant="quiet" className="-mr-2 !px-2" onClick={() => showHelp(true)}>
          {t('examples')}
        </Button>
      </div>
      {failed ? (
        <p role="alert" className="text-danger flex items-center gap-2 text-xs">
          {t('failed')}
          <Button onClick={onRetry}>{t('retry')}</Button>
        </p>
      ) : null}
      {empty ? <StartingExamples onExample={onExample} /> : null}
      {result ? (
        <Found checked={result.checked} {...doings} />
      ) : (
        <p className="text-muted text-xs">{t('empty')}</p>
      )}
      <p className="text-muted text-xs">{t('notice')}</p>
      <QuestionExamples open={help} onClose={() => showHelp(false)} />
    </section>
  )
}
