'use client'
import { clsx } from 'clsx'
import { useLocale, useTranslations } from 'next-intl'
import { SEVERITIES, type Severity } from '@/lib/clinical/review/finding'
import { ruleText } from '@/lib/clinical/review/rule-text'
import type { ReviewedFinding } from '@/lib/consult/contract'
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

/** How many findings of each severity there are. */
export function countSeverities(findings: readonly { severity: Severity }[]): Record<Severity, number> {
  const counts = { red: 0, yellow: 0, grey: 0, green: 0 }
  for (const { severity } of findings) counts[severity] += 1
  return counts
}

/** How many findings are faults: a green one is a form that was kept. */
export const countFaults = ({ red, yellow, grey }: Record<Severity, number>): number => red + yellow + grey

/** The marks of findings in a text that begins at `base` of their own. */
export function marksOf(findings: readonly ListedFinding[], base = 0): Mark[] {
  return findings.map(({ start, end, severity, id }) => ({
    start: start - base,
    end: end - base,
    severity,
    describedBy: id,
  }))
}

/** Findings of one place: what, why (once for each rule), and the words it is about. */
export function FindingList({ findings }: { findings: readonly ListedFinding[] }) {
  const t = useTranslations('review')
  const locale = toLocale(useLocale())
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
          <span className={clsx('font-medium', TEXT[finding.severity])}>
            {t(`severity.${finding.severity}`)} · {ruleText(finding.rule, locale).name}
            {finding.note ? <span className="text-muted"> · {finding.note}</span> : null}
          </span>
          {finding.surface === '' ? null : (
            <span className="block">
              <VisibleText text={t('panel.words', { words: shorten(finding.surface) })} />
            </span>
          )}
          {ordered[i - 1]?.rule === finding.rule ? null : (
            <span className="text-muted block">{ruleText(finding.rule, locale).why}</span>
          )}
          {finding.related ? (
            <span className="text-muted block">
              <VisibleText text={t('panel.related', { words: shorten(finding.related.surface) })} />
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

const SHOWN = 60
const shorten = (text: string) => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text)
