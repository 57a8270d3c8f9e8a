'use client'
import { useMemo, useState } from 'react'
import { PartReader } from '@/lib/clinical/markdown/part-reader'
import type { AnswerTerm } from '@/lib/consult/contract'
import { apart, type Mark } from '../review/marked-text'
import { CitedText, type Citable } from '../sources/cited-text'
import { BlocksView } from './blocks-view'

interface PartTextProps {
  text: string
  /** True while more of it may come. */
  writing: boolean
  marks: readonly Mark[]
  terms: readonly AnswerTerm[]
  citable: Citable
}

/** A part of the answer, set as a document, with its marks and terms on their words. */
export function PartText({ text, writing, marks, terms, citable }: PartTextProps) {
  const [reader] = useState(() => new PartReader())
  const blocks = useMemo(() => reader.read(text, writing), [reader, text, writing])
  const kept = apart(marks)
  return (
    <BlocksView
      blocks={blocks}
      below={3}
      words={(words) => (
        <CitedText text={words.text} base={words.start} marks={kept} terms={terms} citable={citable} />
      )}
    />
  )
}
