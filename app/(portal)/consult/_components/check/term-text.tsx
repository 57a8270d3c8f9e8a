'use client'
import { useTranslations } from 'next-intl'
import { Fragment, useId, useState } from 'react'
import type { AnswerTerm } from '@/lib/consult/stream/contract'
import { VisibleText } from '../visible-text'
import { noteBehind } from './full-names'
import { codesOf } from './use-explanation'

/** Widest that an explanation gets, and what is kept free beside it, in pixels. */
const TIP_WIDTH = 280
const TIP_MARGIN = 8

/** Where an explanation stands: under its term, in the window, and not inside of a table that scrolls. */
function placeOf(term: Element): { left: number; top: number } {
  const [line] = term.getClientRects()
  const left = Math.min(line?.left ?? 0, window.innerWidth - TIP_WIDTH - TIP_MARGIN)
  return { left: Math.max(TIP_MARGIN, left), top: line?.bottom ?? 0 }
}

/**
 * A term with its name and codes for the pointer and the keyboard. They stand behind its words only where the answer leaves the screen:
 * here they would come once the part is written, and move what is being read.
 */
function TermMark({ term }: { term: AnswerTerm }) {
  const t = useTranslations('check')
  const id = useId()
  const [place, setPlace] = useState<ReturnType<typeof placeOf> | null>(null)
  const codes = codesOf({ ...term, preferred: term.name })
  return (
    <span
      data-term
      // The part makes one of its terms a stop: useTermStop.
      tabIndex={-1}
      aria-describedby={id}
      className="decoration-muted underline decoration-dotted underline-offset-4"
      onMouseEnter={({ currentTarget }) => setPlace(placeOf(currentTarget))}
      onMouseLeave={() => setPlace(null)}
      onFocus={({ currentTarget }) => setPlace(placeOf(currentTarget))}
      onBlur={() => setPlace(null)}
    >
      <VisibleText text={term.surface} />
      <span
        id={id}
        role="tooltip"
        hidden={place === null}
        style={{ ...place, maxWidth: TIP_WIDTH }}
        className="bg-panel border-line text-ink fixed z-20 w-max rounded border px-2 py-1 text-xs font-normal not-italic shadow"
      >
        {term.name.zh} · {term.name.en}
        {codes === '' ? null : <span className="text-muted block">{codes}</span>}
        {term.status === 'affirmed' ? null : (
          <span className="text-muted block">{t(`status.${term.status}`)}</span>
        )}
      </span>
    </span>
  )
}

interface TermTextProps {
  text: string
  /** Where the text begins in the part of the answer that the terms were found in. */
  base?: number
  terms: readonly AnswerTerm[]
}

/** Text of an answer whose terms are explained: each concept once, at its first place. */
export function TermText({ text, base = 0, terms }: TermTextProps) {
  const shown = terms.filter(({ start, end }) => start >= base && end <= base + text.length)
  return (
    <>
      {shown.map((term, i) => (
        <Fragment key={term.start}>
          <VisibleText text={text.slice((shown[i - 1]?.end ?? base) - base, term.start - base)} />
          <TermMark term={term} />
        </Fragment>
      ))}
      <VisibleText text={text.slice((shown.at(-1)?.end ?? base) - base)} />
    </>
  )
}

/** The terms of one part that are worth a mark: the first place of each concept, and abbreviations to be spelled out. */
export function firstPlaces(terms: readonly AnswerTerm[], part: AnswerTerm['in']): AnswerTerm[] {
  const seen = new Set<string>()
  return terms.filter((term) => {
    if (term.in !== part) return false
    const first = !seen.has(term.name.en)
    seen.add(term.name.en)
    return first || noteBehind(term) !== ''
  })
}
