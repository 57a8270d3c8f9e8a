'use client'
import { clsx } from 'clsx'
import { Fragment } from 'react'
import type { Severity } from '@/lib/clinical/review/finding'
import type { AnswerTerm } from '@/lib/consult/stream/contract'
import { TermText } from '../check/term-text'
import { isSameNote, type Notes, type OpenNote } from '../document/note'
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
  green: 'decoration-success decoration-1',
}

/** Marks that do not overlap, in order; where two overlap the first stands. */
export function apart(marks: readonly Mark[]): Mark[] {
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

/** The marks of a stretch of text that begins at `base`, cut to it. `first` is false where a mark goes on from before. */
function within(marks: readonly Mark[], base: number, length: number): (Mark & { first: boolean })[] {
  return marks
    .filter(({ start, end }) => start < base + length && end > base)
    .map((mark) => ({
      ...mark,
      start: Math.max(mark.start - base, 0),
      end: Math.min(mark.end - base, length),
      first: mark.start >= base,
    }))
}

interface MarkedTextProps {
  text: string
  /** Where the text begins in what the marks and terms count from. */
  base?: number
  marks: readonly Mark[]
  /** Terms to explain where no mark stands. */
  terms?: readonly AnswerTerm[]
  /** Where findings open below their sentence; without it their words lead to the list. */
  notes?: Notes
}

/** Text whose marked words lead to what was found there. Severity shows in the line, not in colour alone. */
export function MarkedText({ text, base = 0, marks, terms = [], notes }: MarkedTextProps) {
  const kept = within(apart(marks), base, text.length)
  const last = kept.at(-1)?.end ?? 0
  return (
    <>
      {kept.map(({ start, end, severity, describedBy, first }, i) => {
        const note: OpenNote = { kind: 'finding', id: describedBy, at: base + start }
        return (
          <Fragment key={start}>
            <TermText
              text={text.slice(kept[i - 1]?.end ?? 0, start)}
              base={base + (kept[i - 1]?.end ?? 0)}
              terms={terms}
            />
            <a
              href={`#${describedBy}`}
              aria-describedby={describedBy}
              aria-expanded={notes && isSameNote(notes.open, note)}
              // One finding is one stop, also where its words stand in two pieces.
              data-finding={first ? severity : undefined}
              tabIndex={first ? undefined : -1}
              onClick={(event) => {
                event.preventDefault()
                if (notes) notes.toggle(note)
                else goTo(describedBy)
              }}
              className={clsx('underline underline-offset-4', UNDERLINE[severity])}
            >
              <VisibleText text={text.slice(start, end)} />
            </a>
          </Fragment>
        )
      })}
      <TermText text={text.slice(last)} base={base + last} terms={terms} />
    </>
  )
}
