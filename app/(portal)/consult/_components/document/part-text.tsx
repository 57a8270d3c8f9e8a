'use client'
import { useMemo, useRef, useState } from 'react'
import { PartReader } from '@/lib/clinical/markdown/part-reader'
import type { AnswerTerm } from '@/lib/consult/stream/contract'
import type { AnswerPassage } from '@/lib/consult/sources/contract'
import { useTermStop } from '../check/use-term-stop'
import { marksOf, type ListedFinding } from '../review/finding-list'
import { apart } from '../review/marked-text'
import { CitedText, type Citable } from '../sources/cited-text'
import { BlocksView } from './blocks-view'
import { isSameNote, type OpenNote } from './note'
import { PartNote } from './part-note'

interface PartTextProps {
  text: string
  /** True while more of it may come. */
  writing: boolean
  findings: readonly ListedFinding[]
  terms: readonly AnswerTerm[]
  citable: Citable
  passages: readonly AnswerPassage[]
}

/** A part of the answer, set as a document, with its marks and terms on their words and what they lead to below them. */
export function PartText({ text, writing, findings, terms, citable, passages }: PartTextProps) {
  const [reader] = useState(() => new PartReader())
  const blocks = useMemo(() => reader.read(text, writing), [reader, text, writing])
  const [open, setOpen] = useState<OpenNote | null>(null)
  const kept = apart(marksOf(findings))
  const toggle = (note: OpenNote) => setOpen(isSameNote(open, note) ? null : note)
  const part = useRef<HTMLDivElement>(null)
  const stop = useTermStop(part)
  return (
    <div ref={part} {...stop}>
      <BlocksView
        blocks={blocks}
        below={3}
        words={(words) => (
          <CitedText
            text={words.text}
            base={words.start}
            marks={kept}
            terms={terms}
            citable={citable}
            notes={{ open, toggle }}
          />
        )}
        after={({ start, end }) =>
          open !== null && open.at >= start && open.at < end ? (
            <PartNote
              key={`${open.kind}-${open.at}`}
              note={open}
              findings={findings}
              passages={passages}
              onClose={() => setOpen(null)}
            />
          ) : null
        }
      />
    </div>
  )
}
