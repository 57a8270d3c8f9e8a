'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { BatchValue } from '@/lib/documents/contract'

interface SourceTextProps {
  text: string
  values: readonly BatchValue[]
  selected: number | null
  masked: number
  onSelect: (id: number) => void
}

interface Piece {
  text: string
  /** The value whose words these are; null for the rest. Where words overlap, the selected value's win. */
  id: number | null
}

/** The text cut where values' words begin and end. */
function piecesOf(text: string, values: readonly BatchValue[], selected: number | null): Piece[] {
  const spans = values.flatMap(({ id, span }) => (span && span.end <= text.length ? [{ id, ...span }] : []))
  const cuts = [...new Set([0, text.length, ...spans.flatMap(({ start, end }) => [start, end])])].sort(
    (a, b) => a - b,
  )
  return cuts.slice(0, -1).map((start, i) => {
    const covering = spans.filter((span) => span.start <= start && span.end > start)
    const owner = covering.find(({ id }) => id === selected) ?? covering[0]
    return { text: text.slice(start, cuts[i + 1]), id: owner?.id ?? null }
  })
}

/** The masked text of a document, with the words of every value marked and those of the selected one in view. */
export function SourceText({ text, values, selected, masked, onSelect }: SourceTextProps) {
  const t = useTranslations('batch.row')
  const current = useRef<HTMLElement>(null)
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest' })
  }, [selected])
  const pieces = piecesOf(text, values, selected)
  const firstSelected = pieces.findIndex(({ id }) => id !== null && id === selected)
  return (
    <details open className="min-w-0 text-sm">
      <summary className="font-medium">
        {t('source')} <span className="text-muted font-normal">{t('masked', { count: masked })}</span>
      </summary>
      <div
        tabIndex={0}
        role="region"
        aria-label={t('source')}
        className="border-line bg-surface mt-1 max-h-72 overflow-y-auto rounded border p-2 leading-relaxed whitespace-pre-wrap md:max-h-[62dvh]"
      >
        {pieces.map(({ text: words, id }, i) =>
          id === null ? (
            words
          ) : (
            <mark
              key={i}
              ref={i === firstSelected ? current : null}
              onClick={() => onSelect(id)}
              className={clsx(
                'text-ink cursor-pointer rounded-sm',
                id === selected ? 'bg-accent text-on-accent' : 'bg-raised underline decoration-dotted',
              )}
            >
              {words}
            </mark>
          ),
        )}
      </div>
    </details>
  )
}
