'use client'
import { clsx } from 'clsx'
import { Fragment } from 'react'
import type { Severity } from '@/lib/clinical/review/finding'
import type { AnswerTerm } from '@/lib/consult/contract'
import { TermText } from '../check/term-text'
import { VisibleText } from '../visible-text'

/** A place in the text that a finding points to. */
export interface Mark {
  start: number
  end: number
  severity: Severity
  /** Id of the list item that explains it. */
  describedBy: string
}

const UNDERLINE: Record<Severity, string> = {
  red: 'decoration-danger decoration-2',
  yellow: 'decoration-warning decoration-2 decoration-dashed',
  grey: 'decoration-muted decoration-1 decoration-dotted',
}

/** Marks that do not overlap, in order; where two overlap the first stands. */
function apart(marks: readonly Mark[]): Mark[] {
  const ordered = marks.toSorted((a, b) => a.start - b.start || b.end - a.end)
  const kept: Mark[] = []
  for (const mark of ordered) {
    if (mark.start >= (kept.at(-1)?.end ?? 0) && mark.end > mark.start) kept.push(mark)
  }
  return kept
}

/** Opens what hides the explanation, and goes there. */
function goTo(id: string): void {
  const item = document.getElementById(id)
  const details = item?.closest('details')
  if (details) details.open = true
  item?.focus()
}

interface MarkedTextProps {
  text: string
  marks: readonly Mark[]
  /** Terms to explain where no mark stands. */
  terms?: readonly AnswerTerm[]
}

/** Text whose marked words lead to what was found there. Severity shows in the line, not in colour alone. */
export function MarkedText({ text, marks, terms = [] }: MarkedTextProps) {
  const kept = apart(marks)
  const last = kept.at(-1)?.end ?? 0
  return (
    <>
      {kept.map(({ start, end, severity, describedBy }, i) => (
        <Fragment key={start}>
          <TermText
            text={text.slice(kept[i - 1]?.end ?? 0, start)}
            base={kept[i - 1]?.end ?? 0}
            terms={terms}
          />
          <a
            href={`#${describedBy}`}
            aria-describedby={describedBy}
            onClick={(event) => {
              event.preventDefault()
              goTo(describedBy)
            }}
            className={clsx('underline underline-offset-4', UNDERLINE[severity])}
          >
            <VisibleText text={text.slice(start, end)} />
          </a>
        </Fragment>
      ))}
      <TermText text={text.slice(last)} base={last} terms={terms} />
    </>
  )
}
