'use client'
import type { ReactNode } from 'react'
import { readCitations } from '@/lib/clinical/citations/citation'
import type { ConversationTurn } from '@/lib/consult/contract'
import { MarkedText, type Mark } from '../review/marked-text'
import type { AnswerTerm } from '@/lib/consult/stream/contract'
import { isSameNote, type Notes } from '../document/note'
import { CitationButton } from './citation-button'

/** What a part may cite: the numbers of passages that the model was given, and the sentences that a rule tied to one. */
export interface Citable {
  told: ReadonlySet<number>
  links: readonly Pick<ConversationTurn['links'][number], 'end' | 'n'>[]
}

interface CitedTextProps {
  text: string
  /** Where the text begins in its part. */
  base: number
  marks: readonly Mark[]
  terms: readonly AnswerTerm[]
  citable: Citable
  notes: Notes
}

const WORD_JOINER = '\u2060'

interface CitationProps {
  n: number
  /** Where it stands in its part. */
  at: number
  notes: Notes
  byRule?: boolean
}

/** The number of a passage, which opens it below its sentence. */
function Citation({ n, at, notes, byRule = false }: CitationProps) {
  const note = { kind: 'source', n, at } as const
  return (
    <CitationButton
      n={n}
      byRule={byRule}
      expanded={isSameNote(notes.open, note)}
      onOpen={() => notes.toggle(note)}
    />
  )
}

interface Stop {
  at: number
  to: number
  buttons: ReactNode
}

/** Places of a stretch of text where buttons stand instead of, or behind, words. */
function stopsIn({ text, base, citable, notes }: Omit<CitedTextProps, 'marks' | 'terms'>): Stop[] {
  const written = readCitations(text)
    .filter(({ numbers }) => numbers.length > 0 && numbers.every((n) => citable.told.has(n)))
    .map(({ start, end, numbers }) => ({
      at: start,
      to: end,
      buttons: numbers.map((n) => <Citation key={n} n={n} at={base + start} notes={notes} />),
    }))
  const linked = citable.links
    .filter(({ end }) => end > base && end <= base + text.length)
    .map(({ end, n }) => ({
      ...{ at: end - base, to: end - base },
      // The sentence ends before this place, and so does the block that the note belongs below.
      buttons: <Citation n={n} at={end - 1} notes={notes} byRule />,
    }))
  return [...written, ...linked].toSorted((a, b) => a.at - b.at)
}

/** Words of an answer with their marks and terms, and with the numbers of passages as buttons. */
export function CitedText({ text, base, marks, terms, citable, notes }: CitedTextProps) {
  const stops = stopsIn({ text, base, citable, notes })
  const pieces = stops.map(({ at, buttons }, i) => {
    const from = stops[i - 1]?.to ?? 0
    return (
      <span key={`${at}-${i}`}>
        <MarkedText
          text={text.slice(from, Math.max(from, at))}
          base={base + from}
          marks={marks}
          terms={terms}
          notes={notes}
        />
        {/* No line begins with a number: the joiner keeps it with the words before it. */}
        {WORD_JOINER}
        {buttons}
      </span>
    )
  })
  const last = stops.at(-1)?.to ?? 0
  return (
    <>
      {pieces}
      <MarkedText text={text.slice(last)} base={base + last} marks={marks} terms={terms} notes={notes} />
    </>
  )
}
