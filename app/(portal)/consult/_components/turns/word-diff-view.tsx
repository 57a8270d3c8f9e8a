'use client'
import { useTranslations } from 'next-intl'
import { wordDiff } from '@/lib/shared/word-diff'
import type { Locale } from '@/lib/shared/locale'
import { VisibleText } from '../visible-text'

interface WordDiffViewProps {
  before: string
  after: string
  /** Which of the two is shown; what only the other has is left out. */
  side: 'before' | 'after'
  locale: Locale
}

/** One side of a comparison; what only it has is marked by an element and by colour. */
export function WordDiffView({ before, after, side, locale }: WordDiffViewProps) {
  const t = useTranslations('consult.turns')
  const left = side === 'before' ? 'added' : 'removed'
  return (
    <p className="text-sm wrap-break-word whitespace-pre-wrap">
      {wordDiff(before, after, locale)
        .filter(({ kind }) => kind !== left)
        .map(({ kind, text }, i) => {
          if (kind === 'same') return <VisibleText key={i} text={text} />
          const Mark = kind === 'added' ? 'ins' : 'del'
          return (
            <Mark
              key={i}
              aria-label={t(kind, { text })}
              className={kind === 'added' ? 'bg-success/15 underline' : 'bg-danger/15 line-through'}
            >
              <VisibleText text={text} />
            </Mark>
          )
        })}
    </p>
  )
}
