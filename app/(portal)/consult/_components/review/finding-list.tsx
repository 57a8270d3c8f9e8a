'use client'
import { clsx } from 'clsx'
import { useLocale, useTranslations } from 'next-intl'
import { SEVERITIES, type Severity } from '@/lib/clinical/review/finding'
import { ruleText } from '@/lib/clinical/review/rule-text'
import type { ReviewedFinding } from '@/lib/consult/stream/contract'
import { toLocale } from '@/lib/shared/locale'
import { VisibleText } from '../visible-text'
import type { Mark } from './marked-text'

/** A finding with the id that its marked words lead to. */
export type ListedFinding = ReviewedFinding & { id: string }

const TONE: Record<Severity, string> = {
  red: 'border-l-danger',
  yellow: 'border-l-warning',
  grey: 'border-l-line',
  green: 'border-l-success',
}
const TEXT: Record<Severity, string> = {
  red: 'text-danger',
  yellow: 'text-warning',
  grey: 'text-muted',
  green: 'text-success',
}

/** The marks of findings in a text that begins at `base` of their own. */
export function marksOf(findings: readonly ListedFinding[], base = 0): Mark[] {
  return findings.map(({ start, end, severity, id }) => ({
    start: start - base,
    end: end - base,
    severity,
    describedBy: id,
  }))
}

/** What a finding says: what, the words it is about, and, where `why`, why it matters. */
export function FindingBody({ finding, why }: { finding: ListedFinding; why: boolean }) {
  const t = useTranslations('review')
  const locale = toLocale(useLocale())
  const { severity, rule, note, surface, related } = finding
  return (
    <>
      <span className={clsx('font-medium', TEXT[severity])}>
        {t(`severity.${severity}`)} · {ruleText(rule, locale).name}
        {note ? <span className="text-muted"> · {note}</span> : null}
      </span>
      {surface === '' ? null : (
        <span className="block">
          <VisibleText text={t('panel.words', { words: shorten(surface) })} />
        </span>
      )}
      {why ? <span className="text-muted block">{ruleText(rule, locale).why}</span> : null}
      {related ? (
        <span className="text-muted block">
          <VisibleText text={t('panel.related', { words: shorten(related.surface) })} />
        </span>
      ) : null}
    </>
  )
}

/** Findings of one place, each rule explained once. */
export function FindingList({ findings }: { findings: readonly ListedFinding[] }) {
  const ordered = findings.toSorted(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || a.start - b.start,
  )
  if (findings.length === 0) return null
  return (
    <ul className="mt-1 flex flex-col gap-1">
      {ordered.map((finding, i) => (
        <li
          key={finding.id}
          id={finding.id}
          tabIndex={-1}
          className={clsx('bg-raised rounded border-l-4 px-2 py-1 text-xs', TONE[finding.severity])}
        >
          <FindingBody finding={finding} why={ordered[i - 1]?.rule !== finding.rule} />
        </li>
      ))}
    </ul>
  )
}

const SHOWN = 60
const shorten = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text)
